import { KEY, key, NOW, refusal, testWorld } from "../../../tools/verify-world";
import { outcomeOf } from "../outcome";
import { keyAge } from "./key-age";

const DAY = 24 * 60 * 60 * 1000;
const ago = (days: number) => new Date(NOW.getTime() - days * DAY);
const outcome = async (listAccessKeys: () => unknown) =>
  outcomeOf(keyAge, await testWorld("", { iam: { listAccessKeys } }));

it.each([
  ["as old as it may be", [key(KEY, "Active", ago(90))], "PASS"],
  ["older", [key(KEY, "Active", ago(90.01))], "FAIL"],
  ["older, but off", [key(KEY, "Inactive", ago(500)), key("AKIAEXAMPLE000000002")], "PASS"],
  ["off, without another one", [key(KEY, "Inactive", ago(500))], "SKIP"],
])("a key that is %s", async (_, AccessKeyMetadata, status) =>
  expect((await outcome(() => ({ AccessKeyMetadata }))).status).toBe(status),
);

it("leaves it to access-keys to say that the keys cannot be seen", async () => {
  const denied = () => {
    throw refusal("denied");
  };
  expect(await outcome(denied)).toMatchObject({ status: "SKIP", why: expect.stringContaining("check access-keys") });
});
