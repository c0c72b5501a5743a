import type { Ternary } from "./policy/ternary";

/**
 * Stands for each unknown part of a text, so that texts can be joined, split and matched, and nothing unknown passes
 * for known.
 */
export const UNKNOWN = "\uFFFC";

/**
 * Stands for a name that is not known, in a question whose answer does not hang on the name: "which runs of the repository,
 * whichever it is?" It is a name like any other, the same wherever it stands, and no part of it is anything else.
 */
export const SOME_NAME = "\uFFFB";

declare const partial: unique symbol;

/**
 * Text read from Terraform, of which parts may not be known before apply. At run time it is a string with UNKNOWN in
 * place of each such part. To the compiler it is a symbol: it then refuses to compare it with a string, to look it up
 * among strings and to put it into a template, and asks for one of the functions below.
 */
export type PartialText = symbol & { readonly [partial]: true };

/** Takes a text that is known as well. */
export type AnyText = PartialText | string;

export const asPartial = (text: string): PartialText => text as unknown as PartialText;

/** With UNKNOWN in it: for what looks into texts and minds it. */
export const rawText = (text: AnyText): string => text as string;

/** A text of which nothing is known. */
export const NOTHING_KNOWN = asPartial(UNKNOWN);

/** Joins texts: partialText`arn:aws:iam::${account}:role/${name}`. */
export const partialText = (between: TemplateStringsArray, ...texts: readonly AnyText[]): PartialText =>
  asPartial(String.raw({ raw: between }, ...texts));

export const isKnown = (text: AnyText): boolean => !rawText(text).includes(UNKNOWN);

export const lowerCase = (text: AnyText): PartialText => asPartial(rawText(text).toLowerCase());

/** The text, if all of it is known. */
export const known = (text: AnyText): string | undefined => (isKnown(text) ? rawText(text) : undefined);

/** For messages: what is known only after apply has no letters to be printed. */
export const readable = (text: AnyText): string => rawText(text).replaceAll(NOT_PRINTED, "<unknown>");

const NOT_PRINTED = new RegExp(`[${UNKNOWN}${SOME_NAME}]`, "g");

/** Whether a pattern matches; what its classes match of an unknown part counts as matched. */
export const matchesPattern = (text: AnyText, pattern: RegExp): Ternary =>
  pattern.test(rawText(text)) || (isKnown(text) ? false : "unknown");
