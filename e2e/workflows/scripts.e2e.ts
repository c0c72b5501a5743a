import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "../../project";
import { shellcheckFile } from "./support/repository";

/** By its first line, or by its extension if it is only sourced. */
const isShell = (file: string) =>
  file.endsWith(".sh") || /^#!.*\b(ba)?sh\b/.test(readFileSync(join(PROJECT, file), "utf8").slice(0, 100));

const scripts = [".ci", "docker", "e2e/image/bases"].flatMap((folder) =>
  (readdirSync(join(PROJECT, folder), { recursive: true }) as string[])
    .map((file) => join(folder, file))
    .filter((file) => statSync(join(PROJECT, file)).isFile() && isShell(file)),
);

it("has found the scripts", () => {
  expect(scripts).toEqual(
    expect.arrayContaining([
      ".ci/run",
      "docker/openhands-runtime/bin/credential-process",
      "docker/openhands-runtime/bin/entrypoint.sh",
      "docker/openhands-runtime/bin/write-aws-files",
      "docker/openhands-runtime/environment.sh",
    ]),
  );
});

it.each(scripts)("%s satisfies shellcheck, with what it sources", (file) => {
  expect(shellcheckFile(file)).toEqual({ clean: true, text: "" });
});
