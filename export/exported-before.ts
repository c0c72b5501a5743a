import { join } from "node:path";
import { MAIN } from "./render/terraform-directory";
import { HEADER } from "./render/tree";
import { readIfThere } from "./write-tree";

/** The part of a Terraform JSON of ours that decides what may be exported next. */
export interface ExportedBefore {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, ExportedResource>>>>;
  readonly data?: {
    readonly aws_iam_policy_document?: Readonly<Record<string, ExportedDocument>>;
    readonly aws_iam_openid_connect_provider?: { readonly cluster?: { readonly url?: string } };
  };
  readonly moved?: unknown;
  /** Which account it is for. */
  readonly provider?: { readonly aws?: readonly { readonly allowed_account_ids?: unknown }[] };
  readonly terraform?: { readonly backend?: unknown };
}

interface ExportedDocument {
  readonly statement?: readonly {
    readonly condition?: readonly { readonly variable: string; readonly values?: readonly string[] }[];
  }[];
}

interface ExportedResource {
  /** Of a role. */
  readonly name?: string;
  readonly lifecycle?: object;
  /** Of an access key. */
  readonly status?: string;
  /** Of an OIDC provider. */
  readonly url?: string;
  /** Of an association of EKS Pod Identity. */
  readonly cluster_name?: string;
}

/** @returns the main file of the stack openhands in a folder of Terraform directories */
export const openhandsFile = (folder: string): string => join(folder, "aws/openhands", MAIN);

/** The status of each access key; none where it is active. */
export const keyStatuses = ({ resource }: ExportedBefore): (string | undefined)[] =>
  Object.values(resource?.aws_iam_access_key ?? {}).map(({ status }) => status);

/** Whether EKS Pod Identity gives the pods their role. */
export const hasPodIdentity = ({ resource }: ExportedBefore): boolean =>
  resource?.aws_eks_pod_identity_association?.openhands_workload !== undefined;

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
