import { CHROMIUM } from "./browser";
import { installPackages } from "./debian";
import { install } from "./installation";
import { missing } from "./requirements";

/** Jest's globalSetup: the long part happens before the first test's time runs. */
export default async function (): Promise<void> {
  if (missing()) return;
  await installPackages({ chromium: CHROMIUM });
  await install();
}
