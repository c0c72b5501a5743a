import { writtenParameters } from "../../runtime-settings";
import type { ConfigFile } from "../../schema";
import type { Conflict } from "../conflict";
import type { Kubernetes } from "./section";

export function* parameterConflicts(file: ConfigFile, { externalSecret }: Kubernetes): Iterable<Conflict> {
  const written = writtenParameters(file);
  for (const [name, parameter] of Object.entries(externalSecret.parameters))
    if (!written.includes(parameter))
      yield {
        path: ["externalSecret", "parameters", name],
        message: `must be a parameter that this config writes, otherwise no Secret is made: ${written.join(", ")}`,
      };
}
