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
    ...inline.map((name) => `The ${who} also has the inline policy ${name}: delete it.`),
    ...(boundary ? [`The ${who} has the permissions boundary ${boundary}, which is not exported.`] : []),
  ];
}
