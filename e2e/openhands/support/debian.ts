import { existsSync } from "node:fs";
import { command } from "./command";

/** Installs the Debian packages of which a file is missing. @throws Error with what the user has to do */
export async function installPackages(packages: Readonly<Record<string, string>>): Promise<void> {
  const names = Object.keys(packages).filter((name) => !existsSync(packages[name] as string));
  if (names.length === 0) return;
  if (!existsSync("/usr/bin/apt-get"))
    throw new Error(`${names.join(", ")} must be installed, but there is no apt-get: use Debian or Ubuntu.`);
  process.stderr.write(`  ${names.join(", ")}: installing ...\n`);
  const apt = (...args: string[]) =>
    command("apt-get", [...args, "--quiet", "--quiet"], { env: { DEBIAN_FRONTEND: "noninteractive" } });
  await apt("update");
  await apt("install", "--yes", "--no-install-recommends", ...names);
}
