import { refusal, testWorld } from "../../../tools/verify-world";
import { outcomeOf } from "../outcome";
import { clusterProvider } from "./cluster-provider";

const IDENTITY = "kubernetes: {identity: {cluster: self-hosted, issuer: {url: https://oidc.example.com/agents}}}";
const asked: unknown[] = [];
const outcome = async (answer: () => object, yaml = IDENTITY) =>
  outcomeOf(
    clusterProvider,
    await testWorld(yaml, {
      iam: {
        getOpenIDConnectProvider: (input) => {
          asked.push(input);
          return answer();
        },
      },
    }),
  );

it("passes where the account trusts the issuer for the audience", async () => {
  expect(await outcome(() => ({ ClientIDList: ["other", "sts.amazonaws.com"] }))).toEqual({
    status: "PASS",
    why: "oidc.example.com/agents is trusted, with the audience sts.amazonaws.com.",
  });
  expect(asked.at(-1)).toEqual({
    OpenIDConnectProviderArn: "arn:aws:iam::123456789012:oidc-provider/oidc.example.com/agents",
  });
});

it.each([
  ["there is no provider", refusal("not-found"), "There is no OIDC provider arn:aws:iam::123456789012:oidc-provider/"],
  ["AWS denies the look", refusal("denied"), "It is denied."],
])("fails where %s", async (_, error, why) => {
  const thrown = () => {
    throw error;
  };
  expect(await outcome(thrown)).toEqual({ status: "FAIL", why: expect.stringContaining(why) });
});

it("fails where the provider does not accept the audience", async () =>
  expect(await outcome(() => ({ ClientIDList: ["other"] }))).toMatchObject({
    status: "FAIL",
    why: expect.stringContaining("does not accept the audience sts.amazonaws.com"),
  }));

it.each(["", "kubernetes: {identity: {cluster: eks, podIdentity: {cluster: agents}}}"])(
  "is skipped without an issuer: %j",
  async (yaml) => expect(await outcome(() => ({}), yaml)).toMatchObject({ status: "SKIP" }),
);
