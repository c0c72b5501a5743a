import { z } from "zod";
import { Audit } from "./schema/audit";
import { Bedrock } from "./schema/bedrock";
import { Deploy } from "./schema/deploy";
import { ExternalSecrets } from "./schema/external-secrets";
import { Github } from "./schema/github";
import { Guard } from "./schema/guard";
import { Image } from "./schema/image";
import { Kubernetes } from "./schema/kubernetes";
import { Openhands } from "./schema/openhands";
import { Operations } from "./schema/operations";
import { Runtime } from "./schema/runtime";
import { Aws, Tags, Terraform } from "./schema/terraform";
import { Tfaction } from "./schema/tfaction";

export const POSTURES = ["as-designed", "hardened"] as const;
export type Posture = (typeof POSTURES)[number];

/** One installation, as config/openhands.yaml writes it. Every key has a default except the buckets of `deploy`. */
export const ConfigFile = z.strictObject({
  posture: z
    .enum(POSTURES)
    .default("hardened")
    .describe(
      "as-designed: exactly what the design documents say. hardened: the same addresses and names, with everything that is too wide narrowed.",
    ),
  aws: Aws.prefault({}),
  terraform: Terraform.prefault({}),
  tags: Tags.default({}),
  github: Github.prefault({}),
  openhands: Openhands.prefault({}),
  runtime: Runtime.prefault({}),
  image: Image.prefault({}),
  bedrock: Bedrock.prefault({}),
  externalSecrets: ExternalSecrets.prefault({}),
  deploy: Deploy.optional().describe("The stack openhands-deploy. Leave it out to have none."),
  kubernetes: Kubernetes.optional(),
  audit: Audit.optional().describe("The stack openhands-audit. Hardened only. Leave it out to have none."),
  operations: Operations.optional().describe(
    "Rights and schedules of the verbs verify, rotate, revoke, rollback and issuer. Hardened only. Leave it out to have none.",
  ),
  guard: Guard.prefault({}),
  tfaction: Tfaction.prefault({}),
});
export type ConfigFile = z.infer<typeof ConfigFile>;
