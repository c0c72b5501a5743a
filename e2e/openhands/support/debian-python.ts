import { existsSync, mkdirSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CACHE } from "./cache";
import { command } from "./command";
import { installPackages } from "./debian";

/** The Debian that has the version that the locks are for. */
const SUITE = "trixie";
const ROOT = join(CACHE, `debian-${SUITE}`);

/** Where {@link installDebianPython} puts it. */
export const DEBIAN_PYTHON = join(ROOT, "usr/bin/openhands-python");

/** For machines without a Python that is new enough: Debian's, which runs beside this machine's older C library. */
export async function installDebianPython(): Promise<void> {
  if (existsSync(DEBIAN_PYTHON)) return;
  await installPackages({
    debootstrap: "/usr/sbin/debootstrap",
    "debian-archive-keyring": "/usr/share/keyrings/debian-archive-keyring.gpg",
  });
  process.stderr.write(`  Python of Debian ${SUITE}: installing ...\n`);
  const unfinished = `${ROOT}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(dirname(ROOT), { recursive: true });
  await command("debootstrap", ["--variant=minbase", "--include=python3", SUITE, unfinished]);
  renameSync(unfinished, ROOT);
  const library = dirname(realpathSync(join(ROOT, "usr/lib64/ld-linux-x86-64.so.2")));
  // $0 is what it was called by, from which it knows its venv.
  const script = `#!/bin/sh\nexec ${library}/ld-linux-x86-64.so.2 --argv0 "$0" --library-path ${library} ${ROOT}/usr/bin/python3 "$@"\n`;
  writeFileSync(DEBIAN_PYTHON, script, { mode: 0o755 });
}
