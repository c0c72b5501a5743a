import { hasUser } from "../../config/identity";
import { type Step, StepError } from "../steps";
import { type StatusLine, statusLines, type UserKey } from "./config-lines";
import type { RevokeWorld } from "./world";

/** The config says that the key is inactive: otherwise Terraform's next apply activates it again. */
export const configStep = (world: RevokeWorld, keys: readonly UserKey[], id: string | undefined): Step => ({
  title: "the config keeps the key inactive",
  async look() {
    const { configFile, reload, edit } = world;
    const { bedrock } = reload();
    if (!hasUser({ bedrock }))
      return {
        state: "skip",
        why: `The config has no key any more (bedrock.${bedrock.rollback ? "rollback" : "access: workload-identity"}).`,
      };
    const lines = await linesFor(world, keys, id);
    if (lines.length === 0)
      return { state: "skip", why: "Terraform does not know this key: the parameter has another one." };
    const missing = lines.filter((line) => bedrock.accessKey[line] !== "Inactive");
    const written = (some: readonly StatusLine[]) =>
      some.map((line) => `bedrock.accessKey.${line}: Inactive`).join(" and ");
    if (missing.length === 0) return { state: "done", evidence: `${configFile} has ${written(lines)}.` };
    return {
      state: "todo",
      will: `Write ${written(missing)} into ${configFile}.`,
      async do() {
        edit(missing.map((line) => ({ path: ["bedrock", "accessKey", line], value: "Inactive" })));
        return `Wrote ${written(missing)} into ${configFile}.`;
      },
    };
  },
});

async function linesFor({ config, account }: RevokeWorld, keys: readonly UserKey[], id: string | undefined) {
  const { accessKeyIdParameter, accessKey } = config.bedrock;
  const asked = { keys, id, rotation: accessKey.rotation };
  const lines = statusLines(asked);
  if (lines !== "unknown") return lines;
  const held = await account.heldId(accessKeyIdParameter, config.aws.region);
  const known = statusLines({ ...asked, held });
  if (known !== "unknown") return known;
  throw new StepError(
    `There is no parameter ${accessKeyIdParameter}, so it is not known whether ${id} is Terraform's key. If it is, write bedrock.accessKey.status: Inactive into the config.`,
  );
}

/** The exported Terraform says so too. */
export const exportStep = ({ exporter, configFile, reload }: RevokeWorld, isEdited: boolean): Step => ({
  title: "the exported files keep the key inactive",
  async look() {
    if (reload().bedrock.rollback) return { state: "skip", why: "The config has no key any more (bedrock.rollback)." };
    if (!exporter)
      return {
        state: "skip",
        why: `No folder was named. Before the next apply, run openhands-aws export --config ${configFile} --terraform DIR: the old files activate the key again.`,
      };
    const will = `Export to ${exporter.folders}.`;
    const stale = await exporter.stale();
    if (stale.length === 0 && isEdited) return { state: "done", evidence: `${exporter.folders} is up to date.` };
    return { state: "todo", will, do: async () => `Wrote ${(await exporter.write()).join(", ")}.` };
  },
});
