import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** Ends the provider when standard input ends, which it also does when the tests are killed. */
const SERVE = `
exec 3<&0
.terraform/providers/*/hashicorp/aws/*/*/terraform-provider-aws* -debug &
provider=$!
(read _ <&3; kill -INT $provider) &
wait $provider`;

/** A third of its time would go to collecting garbage that memory has room for. */
const FEW_COLLECTIONS = { GOGC: "off", GOMEMLIMIT: "1GiB" };

export interface ProviderServer {
  /** Makes terraform use this process. */
  readonly env: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

/**
 * One process of the AWS provider for many calls of terraform. Otherwise each call reads its 700 MB to compare their hash,
 * and starts it: half of what a call costs.
 * @param directory where `terraform init` installed the provider
 * @param env names the account: there can be only one
 * @see https://developer.hashicorp.com/terraform/plugin/debugging
 */
export async function serveProvider(directory: string, env: NodeJS.ProcessEnv): Promise<ProviderServer> {
  const server = spawn("sh", ["-c", SERVE], {
    cwd: directory,
    env: { ...env, ...FEW_COLLECTIONS },
    stdio: ["pipe", "pipe", "ignore"], // In this mode, it logs every request.
  });
  const ended = once(server, "exit");
  const TF_REATTACH_PROVIDERS = await new Promise<string>((resolve, reject) => {
    createInterface({ input: server.stdout }).on("line", (line) => {
      const address = /TF_REATTACH_PROVIDERS='(.*)'/.exec(line)?.[1];
      if (address) resolve(address);
    });
    ended.then(() => reject(new Error(`The AWS provider in ${directory} ended before it served anything.`)), reject);
  });
  return {
    env: { TF_REATTACH_PROVIDERS },
    async stop() {
      server.stdin.end();
      await ended;
    },
  };
}
