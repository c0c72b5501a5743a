import type { World } from "../../../../operations/verify/world";
import type { Installation } from "../installation";

/** How to break an installation, and how to repair it. */
export interface Break {
  readonly name: string;
  /** The checks that fail: these and no others. */
  readonly fails: readonly string[];
  /** What the first of them says. */
  readonly why: RegExp;
  /** @returns how to repair it */
  break(installation: Installation): Promise<() => unknown> | (() => unknown);
  /** What is different for the run. */
  readonly over?: Partial<World>;
}

export const USER = { UserName: "bedrock-openhands-user" };
export const policyArn = (name: string) => `arn:aws:iam::123456789012:policy/${name}`;

const ANYTHING = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] };
export const ANYTHING_JSON = JSON.stringify(ANYTHING);
