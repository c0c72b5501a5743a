/** How many entries of a list a message shows. */
const MOST = 3;

/** `a, b, c and 2 more` */
export const folded = (texts: readonly string[]): string =>
  texts.slice(0, MOST).join(", ") + (texts.length > MOST ? ` and ${texts.length - MOST} more` : "");
