import { isKnown, UNKNOWN } from "../../text";

/**
 * The audience for which a script requests GitHub's token, from the URL or its form.
 * @param expand gives the value of a shell variable
 * @returns `undefined` if it requests none; `audience` is `undefined` if it takes GitHub's default
 * @see https://docs.github.com/en/actions/reference/security/oidc#methods-for-requesting-the-oidc-token
 */
export function fetchedAudience(
  script: string,
  expand: (name: string) => string | undefined,
): { readonly audience?: string } | undefined {
  const [request, literal] = /getIDToken\(\s*(?:['"`]([^'"`]*)['"`])?/.exec(script) ?? [];
  if (request !== undefined) return literal ? { audience: literal } : {};
  if (!script.includes("ACTIONS_ID_TOKEN_REQUEST_URL")) return undefined;
  const [, written] = /\baudience=("?[^"'\s&|;)]+)/.exec(script) ?? [];
  if (written === undefined) return {};
  const audience = written.replace(/^"/, "").replaceAll(/\$\{?(\w+)\}?/g, (_, name: string) => expand(name) ?? UNKNOWN);
  return { audience: isKnown(audience) ? decoded(audience) : audience };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
