import { readFileSync, writeFileSync } from "node:fs";
import { parse, stringify } from "yaml";

/** Writes config/openhands.yaml with that many more roles: numbered copies of the one that bare-app.mjs writes by hand. */
export function writeConfig(file, roles) {
  const config = parse(readFileSync(new URL("../config/openhands.yaml", import.meta.url), "utf8"));
  config.deploy.roles = Object.fromEntries(
    Array.from({ length: roles }, (_, number) => [
      `role_${number}`,
      {
        name: `role-${number}`,
        subjects: [{ branch: "main" }],
        grants: [{ s3: "read-write", bucket: `bucket-${number}` }],
      },
    ]),
  );
  writeFileSync(file, stringify(config));
}
