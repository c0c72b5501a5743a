/** Of a provider's URL in IAM. */
const MOST_CHARACTERS = 255;

/** Why AWS would not take the URL for an issuer, or not find the same one in a token. */
export function urlProblems(url: string): string[] {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed?.hostname) return [`"${url}" is not a URL. Write one such as https://oidc.example.com/openhands.`];
  const problems: string[] = [];
  const must = (ok: boolean, why: string) => ok || problems.push(`${url} ${why}`);
  // URL drops :443 and the case of the host; AWS compares what is written.
  const [, authority = "", rest = ""] = /^[^:]+:\/\/([^/?#]*)(.*)$/s.exec(url) ?? [];
  must(url.startsWith("https://"), "does not begin with https://. AWS accepts no other issuer.");
  must(!/:\d*$/.test(authority), "has a port. AWS accepts none, not even 443.");
  must(!authority.includes("@"), "has a user name in it. Remove it.");
  must(authority === authority.toLowerCase(), "has capital letters in its host. Write them small, everywhere.");
  must(!rest.includes("?"), "has a query (?). AWS accepts none.");
  must(!rest.includes("#"), "has a fragment (#). AWS accepts none.");
  must(
    !rest.endsWith("/"),
    "ends with a slash. AWS compares the issuer byte for byte: leave the slash out, everywhere.",
  );
  must(url.length <= MOST_CHARACTERS, `has ${url.length} characters. IAM accepts ${MOST_CHARACTERS}.`);
  return problems;
}
