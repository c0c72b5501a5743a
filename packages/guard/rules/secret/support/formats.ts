/** A credential that is recognized by its form. */
export interface Credential {
  /** With its article: `an AWS access key id`. */
  readonly kind: string;
  readonly text: string;
}

interface Format {
  readonly kind: string;
  /** With the flag g; the group `secret`, where it has one, is the credential itself. */
  readonly pattern: RegExp;
}

/** Repetitions are bounded, so that none of them takes more than linear time. */
const FORMATS: readonly Format[] = [
  { kind: "an AWS access key id", pattern: /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/g },
  {
    kind: "an AWS secret access key",
    pattern:
      /(?:secret_?-?(?:access_?-?)?key)(?:_?id)?["'\\]{0,3}\s{0,5}[:=]\s{0,5}["'\\]{0,3}(?<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/gi,
  },
  { kind: "an Amazon Bedrock API key", pattern: /(?<![A-Za-z0-9])ABSK[A-Za-z0-9+/]{60,400}={0,2}/g },
  {
    kind: "a private key",
    pattern: /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----[^-]{0,200}?[A-Za-z0-9+/]{20}/g,
  },
  { kind: "a GitHub token", pattern: /(?<![A-Za-z0-9_])(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_\w{60,255})/g },
  { kind: "a GitLab token", pattern: /(?<![A-Za-z0-9_-])gl(?:pat|dt|rt)-[\w-]{20,64}/g },
  { kind: "a Slack token", pattern: /(?<![A-Za-z0-9_])xox[abeprs]-[A-Za-z0-9-]{10,250}/g },
  {
    kind: "a Slack webhook",
    pattern: /hooks\.slack\.com\/(?:services|workflows)\/(?<secret>\w{6,20}\/\w{6,20}\/\w{16,64})/g,
  },
  { kind: "a Google API key", pattern: /(?<![A-Za-z0-9_-])AIza[\w-]{35}(?![\w-])/g },
  { kind: "a Stripe key", pattern: /(?<![A-Za-z0-9_])[sr]k_live_[A-Za-z0-9]{16,247}/g },
  {
    kind: "an API key of a language model",
    pattern: /(?<![A-Za-z0-9_-])(?:sk-(?:ant|proj|svcacct)-[\w-]{20,250}|sk-[A-Za-z0-9]{40,250})/g,
  },
  { kind: "an npm token", pattern: /(?<![A-Za-z0-9_])npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])/g },
  { kind: "a Docker Hub token", pattern: /(?<![A-Za-z0-9_])dckr_(?:pat|oat)_[\w-]{27,64}/g },
  { kind: "a SendGrid key", pattern: /(?<![A-Za-z0-9_])SG\.[\w-]{22}\.[\w-]{43}/g },
  { kind: "a Vault token", pattern: /(?<![A-Za-z0-9_])hv[sb]\.[\w-]{24,250}/g },
  { kind: "a Hugging Face token", pattern: /(?<![A-Za-z0-9_])hf_[A-Za-z]{34}(?![A-Za-z])/g },
  {
    kind: "a password in a URL",
    pattern: /(?<![A-Za-z0-9+.-])[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/"'<>]{0,100}:(?<secret>[^\s@/"'<>]{3,200})@/gi,
  },
  {
    kind: "a password in a connection string",
    // Also of libpq and ADO.NET: `host=db user=app password=...`, `Server=db;Password=...;`. The rest of the text shows that it is one.
    pattern:
      /(?<![\w-])(?:password|pwd)\s?=(?:(?<=(?:host|server|data source|dbname|database|user|user id|uid)\s?=[^\n]{0,300})|(?=[^\n]{0,300}[\s;](?:host|server|data source|dbname|database)\s?=))\s?["']?(?<secret>[^\s;"'&]{3,200})/gi,
  },
];

/** A quick check that rules most texts out. */
const HINT =
  /AKIA|ASIA|ABSK|PRIVATE KEY|gh[pousr]_|github_pat_|gl(?:pat|dt|rt)-|xox[abeprs]-|hooks\.slack|AIza|k_live_|sk-|npm_|dckr_|SG\.|hv[sb]\.|hf_|password\s?=|pwd\s?=|secret.{0,8}key|:\/\/[^/]{0,101}:/i;

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
export function credentialsIn(text: string): Credential[] {
  if (!HINT.test(text)) return [];
  return FORMATS.flatMap(({ kind, pattern }) =>
    Array.from(text.matchAll(pattern), (match) => ({ kind, text: match.groups?.secret ?? match[0] })),
  );
}

/** The access keys in the AWS documentation end like this. */
export const isDocumentedExample = (text: string): boolean =>
  /EXAMPLE(?:KEY)?$/.test(text) && /^(?:A[KS]IA[A-Z0-9]{16}|[A-Za-z0-9/+]{40})$/.test(text);

/** Enough to find it again, and nothing that is secret. */
export function masked(text: string): string {
  const [prefix = ""] =
    /^(?:A[KS]IA|ABSK|gh[pousr]_|github_pat_|gl\w{2,3}-|xox\w-|AIza|[sr]k_live_|sk-|npm_|hv[sb]\.|hf_)/.exec(text) ??
    [];
  return `${prefix}****`;
}
