import { type AnyText, asPartial, isKnown, rawText, UNKNOWN } from "../../../text";
import { compiler } from "./holder";

const ACCOUNT = "123456789012";

/** The ARN in a fixed account and partition, with a fixed name for an unknown one: these are often known only after apply, and do not matter. */
export function inAccount(arn: AnyText): string {
  const [, , service = "", region = "", , ...resource] = rawText(arn).split(":");
  const name = resource.join(":").replaceAll(UNKNOWN, "somebody");
  return ["arn", "aws", service, isKnown(region) ? region : "us-east-1", ACCOUNT, name].join(":");
}

/** Resources in any partition, region and account, to ask about ARNs from {@link inAccount}. */
export const inAnyAccount = compiler((statement) => {
  const { resources } = statement;
  return resources
    ? {
        ...statement,
        resources: { ...resources, patterns: resources.patterns.map(rawText).map(widened).map(asPartial) },
      }
    : statement;
});

/** A policy variable has colons of its own. */
const fieldsOf = (arn: string): string[] => arn.match(/(\$\{[^}]*\}|[^:])+|(?<=:)(?=:)/g) ?? [];

function widened(pattern: string): string {
  const [arn, partition, service = "", region, account, ...resource] = fieldsOf(pattern);
  if (arn !== "arn" || partition === undefined || region === undefined || resource.length === 0) return pattern;
  const own = account === "" || account === "aws" ? account : "*";
  return ["arn", "*", service, region === "" ? "" : "*", own, ...resource].join(":");
}
