import { DENY } from "../revoke/deny";

/** What IAM says that a user or role has. */
interface Attached {
  readonly attached: readonly { readonly PolicyArn?: string }[];
  readonly inline: readonly string[];
  readonly boundary: string | undefined;
}

/**
 * @param who for messages: `role openhands-runtime-role`
 * @param exported ARNs of the policies that it should have
 * @returns each difference as one sentence
 */
export function attachmentProblems(who: string, exported: readonly string[], { attached, inline, boundary }: Attached) {
  const found = attached.map(({ PolicyArn = "" }) => PolicyArn);
  return [
    ...exported.filter((arn) => !found.includes(arn)).map((arn) => `The ${who} lacks the policy ${arn}.`),
    ...found.filter((arn) => !exported.includes(arn)).map((arn) => `The ${who} also has the policy ${arn}: detach it.`),
    ...inline.map((name) => inlineProblem(who, name)),
    ...(boundary ? [`The ${who} has the permissions boundary ${boundary}, which is not exported.`] : []),
  ];
}

/** During an incident, the deny is what keeps an older session out. */
const inlineProblem = (who: string, name: string): string =>
  name === DENY
    ? `The ${who} has revoke's deny of older sessions (inline policy ${DENY}). Leave it until none can exist any more; then lift it with revoke --lift-deny --yes.`
    : `The ${who} also has the inline policy ${name}: delete it.`;
