import { refusal, testWorld } from "../../../tools/verify-world";
import { AwsError } from "../../aws/aws-error";
import { outcomeOf } from "../outcome";
import { webIdentity } from "./web-identity";

const YAML = "kubernetes: {identity: {cluster: self-hosted, issuer: {url: https://oidc.example.com/agents}}}";
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const TOKEN = `${part({ kid: "key-1" })}.${part({ iss: "https://oidc.example.com/agents/", aud: "sts.amazonaws.com" })}.c2ln`;

async function outcome(error?: AwsError, yaml = YAML) {
  const workload = async () => {
    if (error) throw error;
    return { accessKeyId: "ASIAEXAMPLE", secretAccessKey: "secret", sessionToken: "token" };
  };
  return outcomeOf(webIdentity, await testWorld(yaml, { account: { workload }, token: TOKEN }));
}
const answered = (code: string) => new AwsError("failed", "sts:AssumeRoleWithWebIdentity", code, "AWS said no.");

it("passes with a session", async () =>
  expect(await outcome()).toEqual({
    status: "PASS",
    why: "A token of the service account gets a session of openhands-workload-role.",
  }));

it.each([
  ["the issuer or its keys", answered("InvalidIdentityToken"), /issuer or the keys .* CloudTrail has nothing about it/],
  [
    "an issuer that does not answer",
    answered("IDPCommunicationError"),
    /cannot read the documents of https:\/\/oidc\.example\.com\/agents/,
  ],
  ["a clock", new AwsError("rejected", "a", "ExpiredTokenException", "x"), /the cluster's clock is wrong/],
  [
    "subject or audience",
    refusal("denied", "AccessDenied"),
    /trust policy of openhands-workload-role does not accept it .*system:serviceaccount:openhands:openhands/,
  ],
])("tells %s apart, and says what the token says, without it", async (_, error, why) => {
  const { status, why: said } = await outcome(error);
  expect([status, said]).toEqual(["FAIL", expect.stringMatching(why)]);
  expect(said).toContain("iss https://oidc.example.com/agents/, aud sts.amazonaws.com");
  expect(said).toContain("kid key-1");
  for (const piece of TOKEN.split(".")) expect(said).not.toContain(piece);
});

it("says it as it is where AWS cannot be reached", async () =>
  expect(await outcome(refusal("unreachable"))).toEqual({ status: "FAIL", why: "It is unreachable." }));

it.each([
  ["there is no identity", "kubernetes: {}", /no issuer/],
  [
    "EKS hands the sessions out",
    "kubernetes: {identity: {cluster: eks, podIdentity: {cluster: a}}}",
    /nothing outside can ask/,
  ],
])("is skipped where %s", async (_, yaml, why) =>
  expect(await outcome(undefined, yaml)).toEqual({ status: "SKIP", why: expect.stringMatching(why) }),
);
