import { AccessInputError } from "../access-input-error";
import { byBytes } from "../expression/value";
import { withOverrides } from "./overrides";
import type { SourceFile } from "./source-file";
import { isOverride } from "./terraform-file";
import type { Settings } from "./tfvars";

export type Body = Readonly<Record<string, unknown>>;

/** One block of a configuration. */
export interface Block {
  /** Type and labels: `["resource", "aws_iam_role", "ci"]`; for a local, `locals` and its name. */
  readonly path: readonly string[];
  readonly body: Body;
  readonly file: SourceFile;
}

/** All blocks of one folder, override files merged in. */
export interface ModuleSource {
  /** "" for the folder that the input is in. */
  readonly folder: string;
  readonly resources: readonly Block[];
  readonly data: readonly Block[];
  /** Each local on its own, with its expression as `body.value`. */
  readonly locals: readonly Block[];
  readonly variables: readonly Block[];
  readonly outputs: readonly Block[];
  readonly calls: readonly Block[];
  readonly providers: readonly Block[];
  /** The blocks `backend` and `cloud` of the block `terraform`. */
  readonly backends: readonly Block[];
  /** Values of variables that files set: of the root module only. */
  readonly settings: Settings;
}

const LABELS: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  variable: 1,
  output: 1,
  module: 1,
  provider: 1,
};

export interface ParsedFile {
  readonly file: SourceFile;
  readonly value: unknown;
}

/** @throws AccessInputError if a block is not an object */
export function moduleSource(folder: string, files: readonly ParsedFile[]): ModuleSource {
  const merges = ({ file }: ParsedFile) => isOverride(file.path);
  const overrides = files.filter(merges).sort((a, b) => byBytes(a.file.path, b.file.path));
  const blocks = withOverrides(files.filter((file) => !merges(file)).flatMap(blocksOf), overrides.flatMap(blocksOf));
  const ofType = (type: string) => blocks.filter(({ path }) => path[0] === type);
  return {
    folder,
    resources: ofType("resource"),
    data: ofType("data"),
    locals: ofType("locals"),
    variables: ofType("variable"),
    outputs: ofType("output"),
    calls: ofType("module"),
    providers: ofType("provider"),
    backends: ofType("terraform"),
    settings: new Map(),
  };
}

function blocksOf({ file, value }: ParsedFile): Block[] {
  const blocks: Block[] = [];
  for (const root of bodies(value, file, []))
    for (const [type, content] of Object.entries(root)) {
      const labels = Object.hasOwn(LABELS, type) ? LABELS[type] : undefined;
      if (type === "locals") {
        for (const body of bodies(content, file, [type]))
          for (const [name, local] of Object.entries(body))
            if (name !== "//") blocks.push({ path: [type, name], body: { value: local }, file });
      } else if (type === "terraform") {
        for (const { backend = null, cloud = null } of bodies(content, file, [type])) {
          collect([type, "backend"], backend, 1, file, blocks);
          collect([type, "cloud"], cloud, 0, file, blocks);
        }
      } else if (labels !== undefined) collect([type], content, labels, file, blocks);
    }
  return blocks;
}

/** Blocks may be objects or lists of them at every level of labels. */
function collect(path: string[], content: unknown, labels: number, file: SourceFile, blocks: Block[]): void {
  for (const body of bodies(content, file, path)) {
    if (labels === 0) blocks.push({ path, body, file });
    else
      for (const [label, inner] of Object.entries(body))
        if (label !== "//") collect([...path, label], inner, labels - 1, file, blocks);
  }
}

function bodies(content: unknown, file: SourceFile, path: readonly string[]): Body[] {
  if (content === null) return [];
  if (Array.isArray(content)) return content.flatMap((item) => bodies(item, file, path));
  if (typeof content === "object") return [content as Body];
  const what = path.length > 0 ? path.join(".") : "the content of the file";
  throw new AccessInputError(file.place(path), `${what} is not a block`, "Write an object, or a list of objects");
}
