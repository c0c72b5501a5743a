import { shown } from "../../../policy/context";
import type { AnyText } from "../../../text";

/** `s3:GetObject, s3:PutObject and 3 more` */
export function listed(texts: readonly AnyText[], most = 4): string {
  const unique = [...new Set(texts)].map((text) => shown(text).slice(1, -1));
  if (unique.length <= most) return unique.join(", ");
  return `${unique.slice(0, most).join(", ")} and ${unique.length - most} more`;
}
