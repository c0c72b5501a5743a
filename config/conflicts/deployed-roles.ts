import type { ConfigFile } from "../schema";
import type { Named } from "./conflict";

/** The roles of the stack `openhands-deploy`: GitHub's runs get each of them. */
export const deployedRoles = (deploy: ConfigFile["deploy"]): Named[] =>
  deploy
    ? [
        [["deploy", "build", "role"], deploy.build.role],
        [["deploy", "build", "chained", "role"], deploy.build.chained.role],
        [["deploy", "sync", "role"], deploy.sync.role],
        ...Object.entries(deploy.roles).map(([label, { name }]): Named => [["deploy", "roles", label, "name"], name]),
      ]
    : [];
