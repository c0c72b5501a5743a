import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "../../../project";
import { type Contained, runContained } from "./contained";

/** Where a page's commands go: to the container itself, and to the files of the only sandbox that there is. */
const REACHED = `
kubectl() { while [ "$1" != -- ]; do shift; done; shift; "$@"; }
docker() { case $1 in ps) echo sandbox ;; cp) tar -c -C /workspace conversations ;; esac; }
`;

/** Those that a container has by default. */
const CAPABILITIES = ["chown", "dac_override", "fowner"];

/** Types in what a section of docs/agent-canvas.md says, for a container that runs. */
export async function follow(section: string, container: Omit<Contained, "name" | "command">): Promise<void> {
  const user = { ...container.user, capabilities: CAPABILITIES };
  const command = ["sh", "-euc", REACHED + commandsOf(section)];
  await runContained({ ...container, name: section, user, command });
}

function commandsOf(section: string): string {
  const sections = readFileSync(join(PROJECT, "docs/agent-canvas.md"), "utf8").split(/^#+ /m);
  const text = sections.find((part) => part.startsWith(`${section}\n`)) ?? "";
  const [, commands] = /^```console\n([\s\S]*?)^```$/m.exec(text) ?? [];
  if (commands === undefined) throw new Error(`docs/agent-canvas.md has no commands under "${section}".`);
  return commands.replace(/^[$>] /gm, "");
}
