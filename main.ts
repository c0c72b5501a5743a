import { runProgram } from "@openhands-aws/guard/cli/run-program";
import type { App } from "cdktf";
import type { Config } from "./config/config";
import { awaitsIssuer } from "./config/identity";
import { loadConfig } from "./config/load";
import { configFile } from "./config/path";
import { guardOrThrow } from "./export/check/guard-or-throw";
import { cdktfOutput } from "./export/render/cdktf";
import { renderStacks } from "./export/render/json";
import { writeTree } from "./export/write-tree";
import { OpenhandsAuditStack } from "./stacks/openhands-audit-stack";
import { OpenhandsDeployStack } from "./stacks/openhands-deploy-stack";
import { OpenhandsIssuerStack } from "./stacks/openhands-issuer-stack";
import { OpenhandsKubernetesStack } from "./stacks/openhands-kubernetes-stack";
import { OpenhandsOperationsStack } from "./stacks/openhands-operations-stack";
import { OpenhandsStack } from "./stacks/openhands-stack";
import { declaredNeeds, type Stacks, synthesize } from "./stacks/synthesize";

/** The whole system. Each stack is one Terraform state, and none refers to another. */
const addStacks = (config: Config) => (app: App) => {
  // First: IAM looks at the issuer's URL when the stack openhands makes a provider of it.
  if (config.issuer && config.issuer.documents !== "elsewhere")
    new OpenhandsIssuerStack(app, "openhands-issuer", config, config.issuer);
  if (awaitsIssuer(config)) return;
  new OpenhandsStack(app, "openhands", config);
  if (config.deploy) new OpenhandsDeployStack(app, "openhands-deploy", config, config.deploy);
  if (config.kubernetes?.terraform)
    new OpenhandsKubernetesStack(app, "openhands-kubernetes", config, config.kubernetes);
  if (config.audit) new OpenhandsAuditStack(app, "openhands-audit", config, config.audit);
  if (config.operations) new OpenhandsOperationsStack(app, "openhands-operations", config, config.operations);
};

export const synthesizeAll = (config: Config): Stacks => synthesize(addStacks(config));

/** What the stacks grant on purpose, and to which principals. */
export const needsOf = (config: Config) => declaredNeeds(addStacks(config));

/** `npm run synth`, and the app of `cdktf synth`. */
if (require.main === module)
  void runProgram(async () => {
    const file = configFile();
    const config = loadConfig(file);
    const stacks = renderStacks(synthesizeAll(config));
    process.stderr.write(await guardOrThrow(stacks, config, file, new Date()));
    writeTree(process.env.CDKTF_OUTDIR || "cdktf.out", cdktfOutput(stacks));
  });
