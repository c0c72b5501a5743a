import { join } from "node:path";
import { type ActionCatalogue, holds, loadCatalogue, readable } from "@openhands-aws/guard";
import { loadConfig } from "../../config/load";
import { needsOf, synthesizeAll } from "../../main";
import { type Rendered, renderStacks } from "../render/json";
import { proveStacks } from "./prove-stacks";

const config = loadConfig(join(__dirname, "../../config/openhands.yaml"));
const stacks = renderStacks(synthesizeAll(config));
const needs = needsOf(config);
let catalogue: ActionCatalogue;
beforeAll(async () => {
  catalogue = await loadCatalogue("all");
});

const proofsOf = async (checked: Rendered) => [...(await proveStacks(checked, needs, catalogue)).values()];
/** The stacks with a text replaced in their JSON. */
const changed = (from: string, to: string): Rendered =>
  new Map([...stacks].map(([stack, text]) => [stack, text.replaceAll(from, to)]));

it("proves that every principal may do what the stacks grant on purpose, and nothing more", async () => {
  const proofs = await proofsOf(stacks);
  expect(
    proofs.flatMap(({ principals }) => principals.flatMap(({ missing, undeclared }) => [...missing, ...undeclared])),
  ).toEqual([]);
  expect(proofs.every(holds)).toBe(true);
  expect(proofs.flatMap(({ principals }) => principals.map(({ name }) => name))).toEqual([
    "anyone with policy openhands-external-secrets",
    "role openhands-runtime-role",
    "role openhands-session-role",
    "user bedrock-openhands-user",
    "role github-oidc-role",
    "role github-s3-sync-role",
    "role upload-to-s3-role",
  ]);
});

it("shows what the JSON permits but nobody declared", async () => {
  const proofs = await proofsOf(changed("arn:aws:s3:::openhands-data/*", "arn:aws:s3:::*"));
  const undeclared = proofs.flatMap(({ principals }) => principals.flatMap((principal) => principal.undeclared));
  expect(undeclared.map(({ action, resource }) => `${action} ${readable(resource)}`)).toEqual([
    // Of the runtime's role, and of the sessions' role.
    ...["s3:GetObject arn:aws:s3:::*", "s3:PutObject arn:aws:s3:::*"],
    ...["s3:GetObject arn:aws:s3:::*", "s3:PutObject arn:aws:s3:::*"],
  ]);
  expect(proofs.every(holds)).toBe(false);
});

it("shows what is declared but the JSON does not permit", async () => {
  const proofs = await proofsOf(changed("ecr:PutImage", "ecr:DescribeImages"));
  const missing = proofs.flatMap(({ principals }) => principals.flatMap((principal) => principal.missing));
  expect(missing.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual(["ecr:PutImage denied"]);
});
