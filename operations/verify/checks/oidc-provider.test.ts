import { refusal, testWorld } from "../../../tools/verify-world";
import { outcomeOf } from "../outcome";
import { oidcProvider } from "./oidc-provider";

const outcome = async (getOpenIDConnectProvider: () => object) =>
  outcomeOf(oidcProvider, await testWorld("", { iam: { getOpenIDConnectProvider } }));

it.each([
  [["sts.amazonaws.com"], "PASS"],
  [["somebody-else", "sts.amazonaws.com"], "PASS"],
  [["somebody-else"], "FAIL"],
])("with the audiences %j: %s", async (ClientIDList, status) =>
  expect(await outcome(() => ({ ClientIDList }))).toMatchObject({ status }),
);

it("fails where there is none", async () => {
  const none = () => {
    throw refusal("not-found");
  };
  expect(await outcome(none)).toMatchObject({
    status: "FAIL",
    why: expect.stringContaining("There is no OIDC provider"),
  });
});
