import type { Json, Resolved } from "../../../model";

/** A part of a resource that is a resource of its own elsewhere. */
export interface Part {
  readonly type: string;
  /** What follows the address of the resource. @default nothing */
  readonly suffix?: string;
  /** Those without a value are not set. `self` is an attribute of the resource. */
  readonly arguments: Readonly<Record<string, Resolved | { readonly self: string } | undefined>>;
}

export const SELF_ID = { self: "id" };
export const SELF_ARN = { self: "arn" };
export const part = (whole: Resolved, value: Json | undefined): Resolved | undefined =>
  value === undefined || value === null ? undefined : { ...whole, value };

export const items = ({ value }: Resolved): readonly Json[] => (Array.isArray(value) ? value : [value]);
