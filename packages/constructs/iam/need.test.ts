import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { ManagedPolicy } from "./managed-policy";
import { needsBelow } from "./need";

const outdir = mkdtempSync(join(tmpdir(), "openhands-aws-need-"));
afterAll(() => rmSync(outdir, { recursive: true }));

it("lists what a policy grants to which principal, with Terraform's references", () => {
  const stack = new TerraformStack(new App({ outdir }), "stack");
  const bucket = new TerraformVariable(stack, "bucket", { default: "data" }).stringValue;
  const user = new IamUser(stack, "reader", { name: "reader" });
  const grants = [{ why: "Reads", actions: ["s3:GetObject"] as const, resources: [`arn:aws:s3:::${bucket}/*`] }];
  const policy = new ManagedPolicy(stack, "read", { name: "read", grants });
  policy.attachToRole("somebody");
  policy.attachToUser(user.name, "read_user");

  const resolved = [{ why: "Reads", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::${var.bucket}/*"] }];
  expect(needsBelow(stack)).toEqual([
    { principal: "aws_iam_policy.read", grants: resolved },
    { principal: "somebody", grants: resolved },
    { principal: "${aws_iam_user.reader.name}", grants: resolved },
  ]);
});
