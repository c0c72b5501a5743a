/** A JSON object, or why the text is not one: `begins with a byte order mark` */
export type Read = { readonly value: Readonly<Record<string, unknown>> } | { readonly problem: string };

export function readJson(text: string): Read {
  if (text.startsWith("\uFEFF")) return { problem: "begins with a byte order mark, which JSON does not allow" };
  if (/^\s*</.test(text)) return { problem: "is HTML or XML, not JSON" };
  try {
    const value = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { value };
    return { problem: "is not a JSON object" };
  } catch {
    return { problem: text.trim() === "" ? "is empty" : "is not JSON" };
  }
}
