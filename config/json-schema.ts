import { z } from "zod";
import { ConfigFile } from "./schema";

/** config/schema.json: what an editor can check. What ties two values together is checked by the program alone. */
export function renderJsonSchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(ConfigFile, { io: "input" });
  const described = {
    $schema,
    $id: "urn:openhands-aws:config",
    title: "openhands-aws",
    description: "One installation of OpenHands's access to AWS: config/openhands.yaml",
    ...schema,
  };
  return `${JSON.stringify(described, null, 2)}\n`;
}
