import { describeEmbedded } from "../../support/embedded";
import { Launcher } from "./launcher";

/** A suite with a launcher that is as new at the start of each test. */
export function describeOnLauncher(name: string, suite: (launcher: () => Launcher) => void): void {
  describeEmbedded(name, () => {
    let launcher: Launcher;
    beforeAll(async () => {
      launcher = await Launcher.start();
    });
    beforeEach(async () => {
      await launcher.empty();
      await launcher.settings({ lookupRateLimit: false, lastUsedLag: 0, keyDelay: 0 });
    });
    afterAll(() => launcher?.stop());
    suite(() => launcher);
  });
}
