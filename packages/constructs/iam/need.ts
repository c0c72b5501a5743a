import type { IConstruct } from "constructs";
import { tokenResolver } from "../token-resolver";
import type { Grant } from "./statement";

/** What a principal is granted on purpose, so that a proof can show that it has this and nothing more. */
export interface Need {
  /**
   * Name of the role or user, or a reference to it: `${aws_iam_role.x.name}`. The policy itself, `aws_iam_policy.x`,
   * stands for any principal that gets it elsewhere.
   */
  readonly principal: string;
  /** What it is given. */
  readonly grants: readonly Grant[];
}

const METADATA = "openhands-aws:need";

/** Stores the need in the construct tree, without any effect on what is synthesized. */
export const declareNeed = (scope: IConstruct, need: Need): void => scope.node.addMetadata(METADATA, need);

/** Every need that is declared below a construct, with Terraform's references in place of CDKTF's tokens. */
export function needsBelow(scope: IConstruct): Need[] {
  const resolved = tokenResolver(scope);
  return scope.node
    .findAll()
    .flatMap(({ node }) => node.metadata)
    .filter(({ type }) => type === METADATA)
    .map(({ data }) => resolved(data) as Need);
}
