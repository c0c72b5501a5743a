import type { Need } from "@openhands-aws/constructs/iam";
import type { Config } from "../config/config";
import { configFile } from "../config/path";
import type { Stacks } from "../stacks/synthesize";

export interface OwnStacks {
  readonly file: string;
  readonly config: Config;
  readonly stacks: Stacks;
  /** What each stack gives to whom on purpose. */
  readonly needs: () => ReadonlyMap<string, readonly Need[]>;
}

/**
 * Our own stacks, from the config in use. CDKTF, its provider and the config's schema take a third of a second to
 * load: whoever judges somebody else's Terraform does not wait for them.
 * @param option the command line's --config
 * @throws InputError if the config is refused
 */
export async function ownStacks(option: string | undefined): Promise<OwnStacks> {
  const { loadConfig } = await import("../config/load.js");
  const { needsOf, synthesizeAll } = await import("../main.js");
  const file = configFile(option);
  const config = loadConfig(file);
  return { file, config, stacks: synthesizeAll(config), needs: () => needsOf(config) };
}
