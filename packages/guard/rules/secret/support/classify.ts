import { credentialsIn, isDocumentedExample, masked } from "./formats";
import { isPlaceholder, isRandom, secretNaming } from "./literal";

/** A secret that a text contains. */
export interface Secret {
  /** With its article, and the part that may be shown: `an AWS access key id (AKIA****)`. Never the secret. */
  readonly words: string;
  /** Never to be shown. */
  readonly text: string;
  /** An example from the AWS documentation: it gives access to nothing. */
  readonly example: boolean;
}

/** The secrets in a text: found by their form, otherwise by the name of the text. */
export function secretsIn(name: string, text: string): Secret[] {
  const found = credentialsIn(text).filter((credential) => !isFiller(credential.text));
  if (found.length > 0)
    return found.map(({ kind, text: secret }) => {
      const example = isDocumentedExample(secret);
      return {
        words: `${kind} (${masked(secret)}${example ? ", an example from the AWS documentation" : ""})`,
        text: secret,
        example,
      };
    });
  const naming = secretNaming(name);
  if (naming === undefined) return [];
  if (isSecretKey(text))
    return [{ words: "an AWS secret access key (****)", text, example: isDocumentedExample(text) }];
  if (isPlaceholder(text)) return [];
  if (naming === "secret" && !isRandom(text)) return [];
  if (naming === "password" && /^(?:\d{1,3}|\S+\s\S+\s\S.*)$/.test(text)) return [];
  return [{ words: naming === "password" ? "a password (****)" : "a secret (****)", text, example: false }];
}

/** Whether a text may name or hold a secret, so that it is worth reading as JSON. */
export const maySpeakOfSecrets = (text: string): boolean =>
  /pass|pwd|secret|token|credential|api_?-?key|private_?-?key/i.test(text);

/** 40 characters of base64; a commit's hash is hexadecimal. */
const isSecretKey = (text: string): boolean =>
  /^[A-Za-z0-9/+]{40}$/.test(text) &&
  /[A-Z]/.test(text) &&
  /[a-z]/.test(text) &&
  /\d/.test(text) &&
  !/^[0-9a-f]+$/i.test(text);

/** `ghp_xxxx...`: the form of a credential without one in it; `user:${password}@` of a template. */
const isFiller = (text: string): boolean =>
  /(.)\1{7}/.test(text.replace(/^-----BEGIN.*?-----/s, "")) ||
  (!isDocumentedExample(text) && text.length < 20 && isPlaceholder(text)) ||
  /\$\{|\{\{|<[^<>]+>/.test(text);
