import installKubernetes from "../../kubernetes/support/install";
import { CHROMIUM } from "./browser";
import { installPackages } from "./debian";
import { installDebianPython } from "./debian-python";
import { install } from "./installation";
import { findPython } from "./python";
import { missing } from "./requirements";

/** Jest's globalSetup: the long part happens before the first test's time runs. */
export default async function (): Promise<void> {
  if (process.getuid?.() === 0) {
    await installPackages({ chromium: CHROMIUM, tmux: "/usr/bin/tmux" });
    if (!findPython()) await installDebianPython();
  }
  if (missing()) return;
  await install();
  await installKubernetes();
}
