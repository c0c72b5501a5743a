import { z } from "zod";
import { BucketName } from "../names";

const Version = (byDefault: string) =>
  z
    .string({ error: 'must be a version, as in "v1.15.9"' })
    .regex(/^v?\d+\.\d+\.\d+(?:-[\w.]+)?$/, { error: 'must be a version, as in "v1.15.9"' })
    .default(byDefault);

export const Tfaction = z
  .strictObject({
    historyBucket: BucketName.default("tfaction-history").describe("The bucket of tfmigrate's history."),
    versions: z
      .strictObject({
        aquaRegistry: Version("v4.554.0"),
        terraform: Version("v1.15.9"),
        tflint: Version("v0.64.0"),
        tflintRulesetAws: Version("0.39.0"),
        trivy: Version("v0.74.0"),
      })
      .prefault({})
      .describe("The tools that aqua installs for the directory."),
  })
  .describe(
    "The files that tfaction needs beside the Terraform JSON. https://suzuki-shunsuke.github.io/tfaction/docs/",
  );
