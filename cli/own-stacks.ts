import { unreadOf } from "@openhands-aws/guard";
import type { OwnStacks } from "@openhands-aws/guard/cli";
import { loadConfig } from "../config/load";
import { configFile } from "../config/path";
import { issuerNotes } from "../export/check/issuer-notes";
import { modelEnds } from "../export/check/model-ends";
import { openhandsNotes } from "../export/check/openhands-notes";
import { firstRepository } from "../export/check/own-workflows";
import { profilesToName } from "../export/check/profiles-to-name";
import { proveStacks } from "../export/check/prove-stacks";
import { stackFindings, stackModel } from "../export/check/stack-findings";
import { renderStacks } from "../export/render/json";
import { needsOf, synthesizeAll } from "../main";

/**
 * @param option the command line's --config
 * @throws InputError if the config is refused
 */
export function loadOwnStacks(option: string | undefined): OwnStacks {
  const file = configFile(option);
  const config = loadConfig(file);
  const rendered = () => renderStacks(synthesizeAll(config));
  const model = () => stackModel(rendered());
  return {
    exemptions: config.guard.exemptions,
    exemptionsFile: file,
    repository: firstRepository(config),
    model,
    unread: async () => unreadOf(await model()),
    findings: async (asked) => {
      const now = new Date();
      // As notes: a check that passed yesterday must not fail today only because the date has changed.
      // Nor before the first apply.
      const notes = [
        ...[...modelEnds(config, file, now), ...profilesToName(config, file)],
        ...[...openhandsNotes(config, file), ...issuerNotes(config, file)],
      ];
      return [
        ...(await stackFindings(rendered(), config, file, now, asked)),
        ...notes.map((finding) => ({ ...finding, severity: "info" as const })),
      ];
    },
    proofs: async (catalogue) => [...(await proveStacks(rendered(), needsOf(config), catalogue)).values()],
  };
}
