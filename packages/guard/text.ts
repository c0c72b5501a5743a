/**
 * Text read from Terraform, of which parts may not be known before apply. Each unknown part is one {@link UNKNOWN}
 * character, so that texts can be joined, split and matched as plain strings, and nothing unknown passes for known.
 */
export const UNKNOWN = "\uFFFC";

export const isKnown = (text: string): boolean => !text.includes(UNKNOWN);
