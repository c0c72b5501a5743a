import { HEADER } from "./render/tree";
import { readIfThere } from "./write-tree";

/** The part of a Terraform JSON of ours that decides what may be exported next. */
export interface ExportedBefore {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, ExportedResource>>>>;
  readonly moved?: unknown;
  /** Which account it is for. */
  readonly provider?: { readonly aws?: readonly { readonly allowed_account_ids?: unknown }[] };
  readonly terraform?: { readonly backend?: unknown };
}

interface ExportedResource {
  readonly lifecycle?: object;
  /** Of an access key. */
  readonly status?: string;
  /** Of an OIDC provider. */
  readonly url?: string;
  /** Of an association of EKS Pod Identity. */
  readonly cluster_name?: string;
}

/** @returns nothing where the file is not one of an earlier export, or is damaged: then it is written again, like any other of ours */
export function exportedBefore(file: string): ExportedBefore {
  const text = readIfThere(file) ?? "";
  if (!text.includes(HEADER)) return {};
  try {
    return JSON.parse(text) as ExportedBefore;
  } catch {
    return {};
  }
}
