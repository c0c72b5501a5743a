import type { Json } from "../model";
import { known, rawText } from "../text";
import { asText, isText, partsOf } from "./json";
import { textsIn } from "./texts";

/** Clients of Bedrock use the API key in it before every other credential; OpenHands passes on names with a prefix, too. */
const VARIABLE = /(?:^|_)AWS_BEARER_TOKEN_BEDROCK$/;

/** It is set in a script, a file of settings, or JSON or YAML as a text. */
const IN_TEXT = /AWS_BEARER_TOKEN_BEDROCK(?:["']|[ \t]{0,9}[=:])(?![ \t]{0,9}(?:["']{2})?[ \t]{0,9}(?:[;&\n]|$))/;

export const isApiKeyVariable = (name: string): boolean => VARIABLE.test(name);

/** Whether a text gives the variable a value; an empty one takes it away. */
export const setsApiKey = (text: string): boolean => IN_TEXT.test(text);

/** The first place of a value that gives the variable a value: as a key, as the name beside a value, or in a text. */
export function apiKeyPlace(value: Json, path: string): string | undefined {
  for (const part of partsOf(value, path)) {
    const entries = Object.entries(part.value) as [string, Json][];
    if (entries.some(([key, item]) => isApiKeyVariable(key) && !isEmpty(item))) return part.path;
    const isNamed = entries.some(
      ([key, item]) => /^(?:name|key|secretKey)$/i.test(key) && isText(item) && isApiKeyVariable(rawText(item)),
    );
    if (isNamed && !entries.some(([key, item]) => /^value$/i.test(key) && isEmpty(item))) return part.path;
  }
  for (const { path: at, text } of textsIn(value, path, path)) if (setsApiKey(text)) return at;
  return undefined;
}

const isEmpty = (value: Json): boolean => value === null || (isText(value) && known(asText(value)) === "");
