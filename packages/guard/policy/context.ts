import { type AnyText, type PartialText, readable } from "../text";

/** The condition keys of one request. */
export interface Context {
  /**
   * @param key in lower case
   * @returns its values, `undefined` when the request certainly has no such key, "unknown" when it may have it
   */
  get(key: string): readonly PartialText[] | "unknown" | undefined;
}

/**
 * @param values by key in any case (keys are case-insensitive); a value may contain UNKNOWN parts
 * @param unknown for a key (in lower case) without values: whether the request may have it nevertheless
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
export function contextOf(
  values: Readonly<Record<string, AnyText | readonly AnyText[]>>,
  unknown: (key: string) => boolean = () => false,
): Context {
  const byKey = new Map(
    Object.entries(values).map(([key, value]) => [
      key.toLowerCase(),
      (Array.isArray(value) ? value : [value]) as PartialText[],
    ]),
  );
  return { get: (key) => byKey.get(key) ?? (unknown(key) ? "unknown" : undefined) };
}

/** Nothing is known about any key: what holds here holds for every request. */
export const UNKNOWN_CONTEXT: Context = { get: () => "unknown" };

/** `first`; for the keys that it lacks or does not know, `second`. */
export const joined = (first: Context, second: Context): Context => ({
  get: (key) => {
    const values = first.get(key);
    return Array.isArray(values) ? values : (second.get(key) ?? values);
  },
});

/** For messages. */
export const shown = (text: AnyText): string => {
  const whole = readable(text);
  return JSON.stringify(whole.length > 200 ? `${whole.slice(0, 200)}...` : whole);
};
