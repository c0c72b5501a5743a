import fc from "fast-check";
import { testConfig } from "../tools/test-config";
import { type Image, imageName, imageReference, pushedImage } from "./image";

const DEPLOY = "deploy: {build: {chained: {bucket: artifacts}}, sync: {bucket: site-bucket}}";
const reference = (yaml: string) => imageReference(testConfig(yaml, "c.yaml"));
const digest = `sha256:${"0".repeat(64)}`;

it("is the design's as designed, whatever the section says", () => {
  for (const image of ["{}", `{registry: ghcr, repository: a/b, context: x, digest: "${digest}"}`])
    expect(reference(`posture: as-designed\nimage: ${image}`)).toEqual({
      repository: "docker.all-hands.dev/all-hands-ai/runtime",
      tag: "0.27-aws",
    });
});

it.each<[string, string, string]>([
  ["GitHub's registry, in lower case", "github: {repositories: [{name: BoxP/Arch}]}", "ghcr.io/boxp/openhands-runtime"],
  ["another name there", "image: {repository: tools/sandbox}", "ghcr.io/tools/sandbox"],
  ["the design's", "image: {registry: design}", "docker.all-hands.dev/all-hands-ai/runtime"],
  ["another name there", "image: {registry: design, repository: mine}", "docker.all-hands.dev/mine"],
  [
    "the stack's",
    `image: {registry: ecr}\n${DEPLOY}`,
    "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/openhands-runtime",
  ],
  [
    "the stack's in China",
    `image: {registry: ecr}\naws: {region: cn-north-1}\nbedrock: {region: cn-north-1, models: [{id: a.b, profile: none}]}\n${DEPLOY}`,
    "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/openhands-runtime",
  ],
])("is in %s", (_, yaml, repository) => {
  expect(reference(yaml)).toEqual({ repository, tag: expect.stringMatching(/^1\.20\.0-[0-9a-f]{12}$/) });
});

it.each([
  ["debian:bookworm-slim", "bookworm"],
  ["ghcr.io/openhands/agent-server:1.58.2-python", "1.58.2"],
  ["localhost:5000/base:v1_2", "v1_2"],
  ["localhost:5000/base:v1_2-slim", "v1_2"],
])("begins its tag with the version of %s", (base, version) => {
  const pinned = `image: {base: "${base}", baseDigest: "${digest}"}`;
  for (const yaml of [`image: {base: "${base}"}`, pinned])
    expect(reference(yaml).tag).toMatch(new RegExp(`^${version}-[0-9a-f]{12}$`));
  expect(reference(pinned).tag).not.toBe(reference(`image: {base: "${base}"}`).tag);
});

it.each([
  ["ghcr.io/openhands/agent-canvas:1.20.0", "1.20.0"],
  ["ghcr.io/openhands/agent-canvas", "agent-canvas"],
  ["localhost:5000/base", "base"],
])("begins its tag with what is readable of %s and a digest", (base, version) => {
  const { image } = testConfig(`image: {base: "${base}@${digest}"}`, "c.yaml");
  expect(image.base).toBe(`${base}@${digest}`);
  expect(imageReference({ image }).tag).toMatch(new RegExp(`^${version}-[0-9a-f]{12}$`));
});

it("is the same whichever key says the base's digest", () => {
  const tags = [`{base: "b:1@${digest}"}`, `{base: "b:1", baseDigest: "${digest}"}`].map(
    (image) => reference(`image: ${image}`).tag,
  );
  expect(tags[0]).toBe(tags[1]);
});

it("is pulled, but not pushed, by its digest once that is recorded", () => {
  const config = testConfig(`image: {digest: "${digest}"}`, "c.yaml");
  const { repository, tag } = pushedImage(config);
  expect(tag).toBe(reference("").tag);
  expect(imageReference(config)).toEqual({ repository, tag: `${tag}@${digest}` });
  expect(imageName(config)).toBe(`${repository}:${tag}@${digest}`);
});

it("has a different tag once the base or a file differs", () => {
  const tag = (base: string, contextFiles: string) =>
    imageReference({ image: { base: `b:${base}`, target: "runtime", contextFiles } as Image }).tag;
  const version = fc.stringMatching(/^[0-9]\.[0-9]$/);
  fc.assert(
    fc.property(version, version, fc.string(), fc.string(), (base, otherBase, files, otherFiles) => {
      const same = base === otherBase && files === otherFiles;
      expect(tag(base, files) === tag(otherBase, otherFiles)).toBe(same);
    }),
  );
});

it.each([
  ['{version: "0.27"}', "docker.all-hands.dev/all-hands-ai/runtime:0.27-nikolaik", "runtime"],
  ['{version: "0.59.0"}', "docker.all-hands.dev/all-hands-ai/runtime:0.59-nikolaik", "runtime"],
  ['{version: "0.62"}', "docker.openhands.dev/openhands/runtime:0.62-nikolaik", "runtime"],
  ['{version: "1.11.0"}', "ghcr.io/openhands/agent-server:1.34.0-python", "agent-server"],
  ['{family: canvas, version: "1.4.0"}', "ghcr.io/openhands/agent-canvas:1.4.0", "canvas"],
  ["{}", "ghcr.io/openhands/agent-canvas:1.20.0", "canvas"],
])("is built on the image that is published with OpenHands %s", (openhands, base, target) => {
  expect(testConfig(`openhands: ${openhands}`, "c.yaml").image).toMatchObject({ base, target });
});

it("has a different tag for another stage of the same base", () => {
  const tags = ["0.x", "1.x", "canvas"].map(
    (family) => reference(`openhands: {family: ${family}}\nimage: {base: "b:1"}`).tag,
  );
  expect(new Set(tags).size).toBe(3);
});
