import { z } from "zod";

const Exemption = z.strictObject({
  rule: z
    .string({ error: "must be a rule's name" })
    .regex(/^[a-z][a-z0-9-]+$/, { error: "must be a rule's name, as `openhands-aws guard --list` prints it" })
    .describe("The rule's name, as `openhands-aws guard --list` prints it."),
  address: z
    .string({ error: "must be a Terraform address" })
    .regex(/^[\w.[\]":-]+$/, { error: "must be a Terraform address, such as aws_iam_role.openhands_runtime" })
    .describe(
      "The Terraform address in the finding; without an index, it means every instance. In a workflow: FILE:jobs.JOB.steps[INDEX].",
    ),
  reason: z
    .string({ error: "must say why the finding is acceptable" })
    .regex(/^[^{}\p{Cc}]{10,}$/u, {
      error: "must say why the finding is acceptable, on one line of ten characters or more, without { }",
    })
    .describe("Why the finding is acceptable; printed with every report."),
  expires: z.iso
    .date({ error: 'must be a date in quotes, such as "2027-01-31"' })
    .optional()
    .describe(
      "The last day (YYYY-MM-DD) on which the reason is valid; after that, the finding counts again. Default: it does not expire.",
    ),
});

export const Guard = z
  .strictObject({
    exemptions: z
      .array(Exemption)
      .default([])
      .describe("Findings that are acceptable here. Nothing else silences a rule."),
  })
  .describe("Settings of the guard; docs/guard.md lists its rules.");
