import { isKnown } from "../../../text";

/** How much a name says about its value. */
export type Naming = "password" | "secret";

const PASSWORDS = new Set([
  "password",
  "passwd",
  "pwd",
  "passphrase",
  "pass",
  "userpassword",
  "masterpassword",
  "adminpassword",
  "dbpassword",
  "dbpass",
]);
const SECRETS = new Set([
  "secret",
  "token",
  "credential",
  "credentials",
  "apikey",
  "secretkey",
  "accesstoken",
  "clientsecret",
  "apitoken",
  "authtoken",
  "privatekey",
  "secretstring",
  "plaintext",
]);
const KEYS = new Set([
  "api",
  "private",
  "secret",
  "access",
  "signing",
  "encryption",
  "auth",
  "account",
  "customer",
  "master",
  "shared",
  "license",
]);

/**
 * Whether a name says that its value is a secret. The last word decides: `token_url` and `secret_arn` do not.
 * `undefined` if it says nothing about that.
 */
export function secretNaming(name: string): Naming | undefined {
  if (name.length > 200) return undefined;
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  const last = words.at(-1) ?? "";
  // A pod's annotation that makes it restart: https://helm.sh/docs/howto/charts_tips_and_tricks/
  if (/^checksum[/_]/.test(name)) return undefined;
  if (words.length > 1 && /^(?:wo|v?\d+|plain|plaintext|value|string)$/.test(last))
    return secretNaming(words.slice(0, -1).join("_"));
  if (PASSWORDS.has(last)) return "password";
  if (SECRETS.has(last)) return "secret";
  return last === "key" && KEYS.has(words.at(-2) ?? "") ? "secret" : undefined;
}

const STANDS_FOR_NOTHING =
  /^(?:[x*.\-_0#?]+|null|none|nil|undefined|true|false|todo|tbd|fixme|n\/a|empty|unset|test|testing|fake|mock|local|localstack|foo|bar|baz|anything|secret|token|string|value|password-here)$/i;
const SAYS_SO =
  /change[-_ ]?me|change[-_ ]?(?:this|it)|replace[-_ ]?(?:me|this|with)|placeholder|to[-_ ]?be[-_ ]?(?:replaced|set|filled|defined|overwritten)|(?:set|managed|filled|provided|generated|overwritten|rotated|updated|injected|stored)[-_ ](?:by|in|via|from|out|at|manually|later|externally)|(?:^|[^a-z])your[-_ ]|[-_ ]here$|redacted|dummy|mock[-_]|fake[-_]|(?:^|[^a-z])example(?:[^a-z]|$)|not[-_ ]?(?:a[-_ ])?(?:real|secret|used)|unused|ignored|initial[-_ ]value|do[-_ ]not[-_ ]use|bootstrap[-_ ]only|xxxx|\*\*\*|\.\.\./i;
/** A reference of a template, or to a store that tools fill secrets in from. */
const REFERENCE =
  /\$\{|\{\{|\$\(|<[^<>]{1,80}>|%[sv{]|^\$\w+$|^(?:arn|ssm|vault|secretsmanager|op|ref\+\w+|awssm|env|file|data|projects|kubernetes|sops|local|var|https?|s3):|^(?:arn:|\.{0,2}\/|~\/|secrets?\/|data\.|var\.|local\.)/i;
const NAME_OF_VARIABLE = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;

/** By SOPS, or by Sealed Secrets, whose values begin with a session key of 512 bytes. */
const ENCRYPTED = /^(?:ENC\[AES256_GCM,data:|Ag[A-D][A-Za-z0-9+/]{680,}={0,2}$)/;

export const isEncrypted = (text: string): boolean => ENCRYPTED.test(text);

/** Whether a text stands in for a secret, or says where the secret is. */
export function isPlaceholder(text: string): boolean {
  const value = text.trim();
  if (value.length < 3 || !isKnown(value) || isEncrypted(value)) return true;
  if (value.length > 400) return false;
  return (
    STANDS_FOR_NOTHING.test(value) ||
    SAYS_SO.test(value) ||
    REFERENCE.test(value) ||
    NAME_OF_VARIABLE.test(value) ||
    /^(.)\1*$/.test(value)
  );
}

/** Whether a text looks as if it were generated: long, of several kinds of characters, and without a pattern. */
export function isRandom(text: string): boolean {
  if (text.length < 12 || text.length > 4096 || /\s/.test(text)) return false;
  if (/^\d+$/.test(text) || /^\d{4}-\d\d-\d\dT/.test(text)) return false;
  if (!/\d/.test(text) || !/[A-Za-z]/.test(text))
    return /[a-z]/.test(text) && /[A-Z]/.test(text) && entropy(text) >= 3.8;
  // Words with a number, such as `openhands-config-2` and `team.service.v1`, are names.
  const words = text.split(/[-_./:@]+/);
  if (words.length > 1 && words.every((word) => /^(?:[a-z]+\d{0,3}|v?\d{1,4}|[A-Z]?[a-z]+)$/.test(word))) return false;
  return entropy(text) >= 3;
}

/** Shannon's, in bits a character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
