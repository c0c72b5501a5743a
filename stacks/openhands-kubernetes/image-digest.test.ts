import { imageReference } from "../../config/image";
import { testConfig } from "../../tools/test-config";
import { clusterObjects } from "./objects";

const DIGEST = `sha256:${"1".repeat(64)}`;

function texts(yaml: string) {
  const config = testConfig(
    `image: {digest: "${DIGEST}"}\nruntime: {refresher: {}}\nkubernetes: {}\n${yaml}`,
    "c.yaml",
  );
  if (!config.kubernetes) throw new Error("There is no section kubernetes");
  return { text: JSON.stringify(clusterObjects(config, config.kubernetes)), ...imageReference(config) };
}

it.each([
  [
    "0.x",
    'openhands: {version: "0.59"}',
    ({ repository, tag }: { repository: string; tag: string }) => `${repository}:${tag}`,
  ],
  ["1.x", 'openhands: {version: "1.11"}', ({ tag }: { tag: string }) => `"AGENT_SERVER_IMAGE_TAG","value":"${tag}"`],
  ["canvas", "", ({ repository, tag }: { repository: string; tag: string }) => `"image":"${repository}:${tag}"`],
])("names the recorded digest wherever it names the image: %s", (_, yaml, expected) => {
  const { text, repository, tag } = texts(yaml);
  expect(tag).toMatch(new RegExp(`^[\\w.]+-[0-9a-f]{12}@${DIGEST}$`));
  expect(text).toContain(expected({ repository, tag }));
  expect(text.replaceAll(tag, "")).not.toContain(tag.replace(/@.*/, ""));
});
