/**
 * Text read from Terraform, of which parts may not be known before apply. Each unknown part is one {@link UNKNOWN}
 * character, so that texts can be joined, split and matched as plain strings, and nothing unknown is treated as known.
 */
export const UNKNOWN = "\uFFFC";

export const isKnown = (text: string): boolean => !text.includes(UNKNOWN);

/** For people and programs that read our output: an unknown part has no text to print. */
export const readable = (text: string): string => text.replaceAll(UNKNOWN, "<unknown>");
