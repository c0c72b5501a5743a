import { z } from "zod";
import { ConfigFile } from "./schema";

/** config/schema.json: what an editor can check. Only the program checks rules between two values. */
export function renderJsonSchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(ConfigFile, { io: "input" });
  const described = {
    $schema,
    $id: "urn:openhands-aws:config",
    title: "openhands-aws",
    description: "One installation of OpenHands' access to AWS: config/openhands.yaml",
    ...schema,
  };
  return `${JSON.stringify(described, null, 2)}\n`;
}
