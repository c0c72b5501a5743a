import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Kubectl } from "../../../operations/cluster/kubectl";

/** Answers from files: get KIND NAME from KIND/NAME.json, get KIND --selector from KIND/list.json. */
const PROGRAM = `#!/bin/sh
cd "$(dirname "$0")/objects" || exit 1
case "$2" in --raw=*) echo '{}'; exit;; esac
case "$3" in --*) file="$2/list.json";; *) file="$2/$3.json";; esac
if [ -f "$file" ]; then cat "$file"; else echo "Error from server (NotFound): $2 \\"$3\\" not found" >&2; exit 1; fi
`;

/** A cluster that is a folder. */
export class FakeKubectl {
  readonly folder = mkdtempSync(join(tmpdir(), "openhands-aws-kubectl-"));
  readonly env = { PATH: `${this.folder}:${process.env.PATH}` };

  constructor() {
    mkdirSync(join(this.folder, "objects"));
    writeFileSync(join(this.folder, "kubectl"), PROGRAM, { mode: 0o755 });
  }

  kubectl(signal?: AbortSignal): Kubectl {
    return new Kubectl({ env: this.env, signal });
  }

  put(kind: string, name: string, object: object): void {
    mkdirSync(join(this.folder, "objects", kind), { recursive: true });
    writeFileSync(this.#file(kind, name), JSON.stringify(object));
  }

  delete(kind: string, name: string): void {
    rmSync(this.#file(kind, name));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  #file(kind: string, name: string): string {
    return join(this.folder, "objects", kind, `${name}.json`);
  }
}
