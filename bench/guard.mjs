import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { PROJECT } from "../tools/copy-project.mjs";
import { interleaved, nodeProcess } from "./measure.mjs";

const require = createRequire(import.meta.url);
const ISSUER = "token.actions.githubusercontent.com";

/** GitHub roles, each with its own policy, as one file of Terraform JSON. */
function githubRoles(count) {
  const roles = {};
  const policies = {};
  for (let index = 0; index < count; index++) {
    const label = `role_${index}`;
    const equals = {
      [`${ISSUER}:aud`]: "sts.amazonaws.com",
      [`${ISSUER}:sub`]: `repo:octo-org/app-${index}:ref:refs/heads/main`,
    };
    roles[label] = { name: `gha-${index}`, assume_role_policy: policy([trust({ StringEquals: equals })]) };
    const objects = {
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:PutObject"],
      Resource: `arn:aws:s3:::bucket-${index}/*`,
    };
    const list = { Effect: "Allow", Action: "s3:ListBucket", Resource: `arn:aws:s3:::bucket-${index}` };
    policies[label] = { name: "access", role: `\${aws_iam_role.${label}.name}`, policy: policy([objects, list]) };
  }
  return { resource: { aws_iam_role: roles, aws_iam_role_policy: policies } };
}

const policy = (Statement) => JSON.stringify({ Version: "2012-10-17", Statement });
const trust = (Condition) => ({
  Effect: "Allow",
  Action: "sts:AssumeRoleWithWebIdentity",
  Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${ISSUER}` },
  Condition,
});

/** The same as HCL. */
const asHcl = ({ resource }) =>
  Object.entries(resource)
    .flatMap(([type, blocks]) =>
      Object.entries(blocks).map(([label, body]) => {
        const lines = Object.entries(body).map(([key, text]) => `  ${key} = ${JSON.stringify(text)}`);
        return `resource "${type}" "${label}" {\n${lines.join("\n")}\n}\n`;
      }),
    )
    .join("\n");

/** The guard, whocan and the proof as whole processes; HCL against the parser alone. */
export async function guarding(scratch) {
  const file = (name, text) => {
    const path = join(scratch.folder, name);
    writeFileSync(path, text);
    return path;
  };
  const single = file("single.tf.json", JSON.stringify(githubRoles(1)));
  const thousand = file("thousand.tf.json", JSON.stringify(githubRoles(1000), null, 2));
  const many = file("many.tf.json", JSON.stringify(githubRoles(10_000), null, 2));
  const hcl = file("thousand.tf", asHcl(githubRoles(1000)));
  const parser = file(
    "parse.cjs",
    `const { parse } = require(${JSON.stringify(require.resolve("@cdktf/hcl2json"))});
parse("thousand.tf", require("node:fs").readFileSync(${JSON.stringify(hcl)}, "utf8"));`,
  );
  const cli =
    (...args) =>
    () =>
      nodeProcess(scratch, [join(PROJECT, "dist/cli/main.js"), ...args], {});
  const asked = ["--repository", "octo-org/app-5", "--event", "push", "--ref", "refs/heads/main"];
  const measured = await interleaved(3, {
    single: cli("guard", "--format", "json", single),
    thousand: cli("guard", "--format", "json", thousand),
    many: cli("guard", "--format", "json", many),
    hcl: cli("guard", "--format", "json", hcl),
    parser: () => nodeProcess(scratch, [parser], {}),
    whocan: cli("whocan", thousand, ...asked),
    proof: cli("guard", "--prove"),
  });
  const row = (what, { seconds, megabytes }, target, met) => ({ what, seconds, megabytes, target, met });
  const { many: last, parser: alone } = measured;
  const rise = last.seconds / 10 / measured.thousand.seconds;
  return [
    row("`guard`, one small file", measured.single, "under 0.4 s", measured.single.seconds < 0.4),
    row(
      "`guard`, 1,000 GitHub roles with their policies",
      measured.thousand,
      "under 1 s",
      measured.thousand.seconds < 1,
    ),
    row("`guard`, 10,000 of them", last, `linear: ${rise.toFixed(2)} x a role's cost among 1,000`, rise <= 1.5),
    row(
      "`guard`, the 1,000 as HCL",
      measured.hcl,
      `at most 2 x the parser alone: ${(measured.hcl.seconds / alone.seconds).toFixed(1)} x`,
      measured.hcl.seconds <= 2 * alone.seconds,
    ),
    row("`whocan` over the 1,000", measured.whocan, "under 0.5 s", measured.whocan.seconds < 0.5),
    row("`guard --prove` of our own stacks", measured.proof, "under 2 s", measured.proof.seconds < 2),
  ];
}
