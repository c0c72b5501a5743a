import { z } from "zod";
import { BucketName } from "../names";

const Version = (byDefault: string, tool: string) =>
  z
    .string({ error: 'must be a version in quotes, such as "v1.15.9"' })
    .regex(/^v?\d+\.\d+\.\d+(?:-[\w.]+)?$/, { error: 'must be a version, such as "v1.15.9"' })
    .default(byDefault)
    .describe(`Version of ${tool}, as its releases are tagged.`);

export const Tfaction = z
  .strictObject({
    historyBucket: BucketName.default("tfaction-history").describe("The bucket of tfmigrate's history."),
    versions: z
      .strictObject({
        aquaRegistry: Version("v4.554.0", "aqua's standard registry"),
        terraform: Version("v1.15.9", "Terraform"),
        tflint: Version("v0.64.0", "TFLint"),
        tflintRulesetAws: Version("0.39.0", "TFLint's ruleset for AWS, without v"),
        trivy: Version("v0.74.0", "Trivy"),
      })
      .prefault({})
      .describe("The tools that aqua installs for the directory."),
  })
  .describe(
    "The files that tfaction needs in addition to the Terraform JSON. https://suzuki-shunsuke.github.io/tfaction/docs/",
  );
