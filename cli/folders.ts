/** The folders of an export, by what is written there. */
export interface Folders {
  readonly terraform?: string;
  readonly manifests?: string;
  readonly workflows?: string;
}

/** Those of an export that names none. */
export const ALL_FOLDERS = {
  terraform: "terraform",
  manifests: "manifests",
  workflows: "workflows",
} as const satisfies Folders;
