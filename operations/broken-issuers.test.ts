import { objectKeys } from "../config/issuer";
import { AT_URL } from "../tools/broken-issuers/at-url";
import { KEY, keys, OTHER, serveAsItIs } from "../tools/broken-issuers/broken-issuer";
import { OF_CLUSTER } from "../tools/broken-issuers/of-cluster";
import { OF_GUIDE } from "../tools/broken-issuers/of-guide";
import { FakeIssuer, ISSUER } from "../tools/issuer-world";
import { testConfig } from "../tools/test-config";
import { testWorld } from "../tools/verify-world";
import { publish } from "./issuer/publish";
import { issuer as check } from "./verify/checks/issuer";
import { outcomeOf } from "./verify/outcome";

const yaml = ({ url, bucket }: Pick<FakeIssuer["issuer"], "url" | "bucket">) =>
  `kubernetes: {identity: {cluster: self-hosted, issuer: {url: "${url}"${bucket ? `, bucket: ${bucket}` : ""}}}}`;

/** The step that `issuer publish` fails at first, and all that it says. */
async function published(issuer: FakeIssuer) {
  const { steps } = await publish(issuer, { yes: true, longestToken: 24 * 3600, distribution: "kubeadm" });
  const failed = steps.filter(({ status }) => status === "FAIL");
  return { step: failed[0]?.step, said: failed.map(({ evidence }) => evidence).join("\n") };
}

/** `verify`, of the same cluster and the same URL. */
async function verified({ issuer, token, fetch }: FakeIssuer) {
  const world = await testWorld(yaml(issuer), { token: token(), over: { fetch } });
  const { status, why } = await outcomeOf(check, world);
  return { status, said: why };
}

const AT_THE_URL = "What AWS reads at the issuer's URL";

it("publishes and verifies an issuer with nothing wrong", async () => {
  const issuer = new FakeIssuer(KEY);
  expect(await published(issuer)).toEqual({ step: undefined, said: "" });
  expect(await verified(issuer)).toMatchObject({ status: "PASS" });
});

it.each(OF_CLUSTER)("both name %s", async (_, break_, named, verify = named) => {
  const issuer = new FakeIssuer(KEY);
  break_(issuer);
  serveAsItIs(issuer);
  expect((await published(issuer)).said).toMatch(named);
  expect(issuer.bucket?.writes).toBe(0);
  expect(await verified(issuer)).toEqual({ status: "FAIL", said: expect.stringMatching(verify) });
});

it.each(AT_URL)("both name %s at the URL", async (_, break_, named, verify = named) => {
  const issuer = new FakeIssuer(KEY);
  await published(issuer);
  issuer.later(2); // No cache is to blame.
  break_(issuer);
  expect(await published(issuer)).toEqual({ step: AT_THE_URL, said: expect.stringMatching(named) });
  expect(await verified(issuer)).toEqual({ status: "FAIL", said: expect.stringMatching(verify) });
});

it.each(OF_GUIDE)("both name, of AWS's guide, %s", async (_, break_, named) => {
  const issuer = new FakeIssuer(KEY, { ...ISSUER, bucket: undefined });
  break_(issuer);
  expect(await published(issuer)).toEqual({ step: AT_THE_URL, said: expect.stringMatching(named) });
  expect(await verified(issuer)).toEqual({ status: "FAIL", said: expect.stringMatching(named) });
});

it("publish names a key beside the cluster's, which verify cannot tell from an earlier one and does not vouch for", async () => {
  const issuer = new FakeIssuer(KEY);
  await published(issuer);
  issuer.later(2);
  issuer.serve("keys", keys(KEY.jwk, OTHER.jwk));
  expect((await published(issuer)).said).toContain("has the key b, which is not to be published");
  expect(await verified(issuer)).toEqual({
    status: "PASS",
    said: expect.stringContaining("Whether it may have b, too, issuer publish says."),
  });
});

it.each([
  ["http://oidc.example.com", /does not begin with https/],
  ["https://oidc.example.com:8443", /has a port/],
  ["https://oidc.example.com?a=b", /has a query/],
  ["https://oidc.example.com/", /ends with a slash/],
])("%s is refused in the config, which both read first, and asked nothing", async (url, named) => {
  expect(() => testConfig(yaml({ url }), "openhands.yaml")).toThrow(
    /https URL without port, query, fragment and trailing slash/,
  );
  const issuer = new FakeIssuer(KEY, { ...ISSUER, url });
  expect(await published(issuer)).toEqual({ step: "The issuer's URL", said: expect.stringMatching(named) });
});

it.each([
  ["HTML", "<html>"],
  ["a private key", JSON.stringify({ keys: [{ ...KEY.jwk, d: "x" }] })],
])("publish does not overwrite %s in the bucket", async (_, text) => {
  const issuer = new FakeIssuer(KEY);
  const object = objectKeys(ISSUER).keys;
  issuer.bucket?.put(object, { body: text, contentType: "", cacheControl: "", metadata: {} });
  expect((await published(issuer)).said).toContain("It is not overwritten");
  expect(issuer.bucket?.objects.get(object)?.body).toBe(text);
});
