import { claimsOf, describeToken } from "./token-claims";

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const token = `${part({ alg: "RS256", kid: "k1" })}.${part({
  iss: "https://oidc.example.com",
  aud: ["sts.amazonaws.com"],
  sub: "system:serviceaccount:openhands:openhands",
  exp: 1_800_000_000,
})}.c2lnbmF0dXJl`;

it("says what a token is about, and never the token", () => {
  const said = describeToken(claimsOf(token));
  expect(said).toBe(
    "Its token: iss https://oidc.example.com, aud sts.amazonaws.com, sub system:serviceaccount:openhands:openhands, kid k1, exp 2027-01-15T08:00:00.000Z.",
  );
  for (const piece of token.split(".")) expect(said).not.toContain(piece);
});

it.each(["", "a.b.c", "..", `${part(1)}.${part(null)}.`])("says none of what is not in %j", (text) =>
  expect(claimsOf(text)).toEqual({ iss: "none", aud: "none", kid: "none", sub: "none", exp: "none" }),
);
