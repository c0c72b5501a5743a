import type { BadCase, Body, Slot } from "./bad-case";

/** A role as CloudFormation declares it. */
export interface CloudRole {
  readonly AssumeRolePolicyDocument: unknown;
  readonly Policies: readonly { readonly PolicyName: string; readonly PolicyDocument: unknown }[];
}

export const isTrust = ({ type, path }: Slot): boolean =>
  type === "aws_iam_role" && path.at(-1) === "assume_role_policy";

export const isGrant = (slot: Slot): boolean =>
  GRANTING.test(slot.type) && !isTrust(slot) && slot.document !== undefined;

const GRANTING = /^aws_iam_(?:policy|role|(?:role|user|group)_policy)$/;

/** What the documents of a case grant, or whom they let in. */
export function roleOf({ slots }: BadCase): CloudRole {
  const [trust] = slots.filter(isTrust);
  return {
    AssumeRolePolicyDocument: trust ? (trust.document ?? trust.value) : FOR_INSTANCES,
    Policies: slots
      .filter(isGrant)
      .map(({ document }, index) => ({ PolicyName: `p${index}`, PolicyDocument: document })),
  };
}

const FOR_INSTANCES: Body = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
};
