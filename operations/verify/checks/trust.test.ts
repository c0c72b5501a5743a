import { refusal, testWorld } from "../../../tools/verify-world";
import { outcomeOf } from "../outcome";
import { trust } from "./trust";

async function outcome(change: (document: object) => object, MaxSessionDuration?: number) {
  const { expected } = await testWorld("");
  const getRole = ({ RoleName }: { RoleName?: unknown }) => {
    const document = change(expected.roles.find(({ name }) => name === RoleName)?.trust as object);
    return { Role: { MaxSessionDuration, AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(document)) } };
  };
  return outcomeOf(trust, await testWorld("", { iam: { getRole } }));
}
const asExported = (document: object) => document;

it("passes for what is exported", async () => {
  expect(await outcome(asExported)).toMatchObject({ status: "PASS" });
  expect(await outcome(asExported, 3600)).toMatchObject({ status: "PASS" });
});

it("names the role that trusts somebody else", async () => {
  const everyBranch = (document: object) => JSON.parse(JSON.stringify(document).replace("ref:refs/heads/main", "*"));
  const { status, why } = await outcome(everyBranch);
  expect(status).toBe("FAIL");
  expect(why).toMatch(/^Trust of the role openhands-runtime-role: .*Condition is .*repo:boxp\/arch:\*.*, exported is/);
});

it("names the role whose sessions last longer", async () => {
  expect(await outcome(asExported, 43_200)).toMatchObject({ status: "FAIL", why: expect.stringContaining("43200 s") });
});

it("fails where there is none", async () => {
  const getRole = () => {
    throw refusal("not-found");
  };
  expect(await outcomeOf(trust, await testWorld("", { iam: { getRole } }))).toEqual({
    status: "FAIL",
    why: "There is no role openhands-runtime-role. Apply its stack.",
  });
});
