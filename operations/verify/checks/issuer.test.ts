import { ISSUER, keyPair, tokenOf } from "../../../tools/issuer-world";
import { testWorld } from "../../../tools/verify-world";
import { discoveryUrl, keysUrl } from "../../issuer/issuer";
import { NotApplicable } from "../check";
import { outcomeOf } from "../outcome";
import { issuer } from "./issuer";

const YAML = `kubernetes: {identity: {cluster: self-hosted, issuer: {url: ${ISSUER.url}}}}`;
const KEY = keyPair("key-1");
const document = (body: object, more = {}) => ({
  ...{ status: 200, contentType: "application/json", cacheControl: "max-age=3600", body: JSON.stringify(body) },
  ...more,
});
const DISCOVERY = {
  issuer: ISSUER.url,
  jwks_uri: keysUrl(ISSUER),
  response_types_supported: ["id_token"],
  subject_types_supported: ["public"],
  id_token_signing_alg_values_supported: ["ES256"],
};
const GOOD = {
  [discoveryUrl(ISSUER)]: document(DISCOVERY),
  [keysUrl(ISSUER)]: document({ keys: [KEY.jwk] }),
};
const outcome = async (served: object = GOOD, token = tokenOf(KEY), yaml = YAML) =>
  outcomeOf(issuer, await testWorld(yaml, { served: served as typeof GOOD, token }));

it("passes with documents that AWS can read, and the key of the cluster's tokens", async () =>
  expect(await outcome()).toEqual({
    status: "PASS",
    why: `${ISSUER.url} is as AWS wants it, and has the key of the cluster's tokens, key-1.`,
  }));

it.each([
  ["the documents are not there", {}, /is not in this test/],
  [
    "the issuer has a trailing slash",
    { ...GOOD, [discoveryUrl(ISSUER)]: document({ ...DISCOVERY, issuer: `${ISSUER.url}/` }) },
    /trailing slash|issuer/,
  ],
  [
    "it cannot be cached",
    { ...GOOD, [keysUrl(ISSUER)]: document({ keys: [KEY.jwk] }, { cacheControl: undefined }) },
    /no Cache-Control/,
  ],
  [
    "the keys are another cluster's",
    { ...GOOD, [keysUrl(ISSUER)]: document({ keys: [keyPair("key-2").jwk] }) },
    /does not publish key-1/,
  ],
])("fails where %s", async (_, served, why) =>
  expect(await outcome(served)).toEqual({ status: "FAIL", why: expect.stringMatching(why) }),
);

it("says what it has not seen where no cluster issues a token", async () => {
  const world = await testWorld(YAML, { served: GOOD });
  const none = async () => {
    throw new NotApplicable("no cluster");
  };
  const said = await outcomeOf(issuer, { ...world, cluster: Object.assign(world.cluster, { token: none }) });
  expect(said).toEqual({ status: "PASS", why: expect.stringContaining("could not be seen") });
});

it("is skipped without an issuer", async () =>
  expect(await outcome({}, "", "kubernetes: {}")).toMatchObject({ status: "SKIP" }));
