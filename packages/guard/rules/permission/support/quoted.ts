import { shown } from "../../../policy/context";
import { folded } from "../../../support/folded";
import type { AnyText } from "../../../text";

/** `s3:GetObject, s3:PutObject, s3:DeleteObject and 3 more` */
export const listed = (texts: readonly AnyText[]): string =>
  folded([...new Set(texts)].map((text) => shown(text).slice(1, -1)));

/** As a sentence begins. */
export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
