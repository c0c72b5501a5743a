import type { ClusterObject } from "./kubectl";

/** A container of a pod's template, as far as it reads Secrets. */
export interface Reader {
  readonly name: string;
  readonly env?: readonly {
    readonly name: string;
    readonly valueFrom?: { readonly secretKeyRef?: { readonly name: string } };
  }[];
  readonly envFrom?: readonly { readonly secretRef?: { readonly name: string } }[];
}

/** Whether the Secret is in the container's environment, which it reads when it starts. */
export const reads = ({ env = [], envFrom = [] }: Reader, secret: string): boolean =>
  env.some(({ valueFrom }) => valueFrom?.secretKeyRef?.name === secret) ||
  envFrom.some(({ secretRef }) => secretRef?.name === secret);

/** When the Secret's content was last written, in UTC to the second. */
export function changeOf({ metadata }: ClusterObject): string {
  const { managedFields = [], creationTimestamp } = metadata;
  const times = managedFields.flatMap(({ time, fieldsV1 = {} }) => (time && "f:data" in fieldsV1 ? [time] : []));
  return times.sort().at(-1) ?? creationTimestamp;
}
