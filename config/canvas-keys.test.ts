import { testConfig } from "../tools/test-config";
import { canvasKeyParameters } from "./canvas-keys";

const keysOf = (yaml: string) => canvasKeyParameters(testConfig(yaml, "c.yaml"));

it("has a key for the web page and one for stored secrets", () => {
  expect(keysOf("kubernetes: {}")).toEqual([
    {
      key: "sessionKeyParameter",
      label: "canvas_session_key",
      name: "/openhands/canvas/session-key",
      description: "Key that the web page of Agent Canvas asks for",
    },
    {
      key: "secretKeyParameter",
      label: "canvas_secret_key",
      name: "/openhands/canvas/secret-key",
      description: "Key with which Agent Canvas encrypts the secrets that it stores",
    },
  ]);
});

it("names the parameters as the config does", () => {
  const yaml = "kubernetes: {canvas: {keys: {sessionKeyParameter: page, secretKeyParameter: /a/secrets}}}";
  expect(keysOf(yaml).map(({ key, name }) => [key, name])).toEqual([
    ["sessionKeyParameter", "page"],
    ["secretKeyParameter", "/a/secrets"],
  ]);
});

it.each([
  ["no cluster", ""],
  ["keys of the owner's", "kubernetes: {canvas: {keys: {generate: false}}}"],
  ["someone else's Deployment", "kubernetes: {deployment: {generate: false}}"],
  ["another family", 'openhands: {version: "0.62"}\nkubernetes: {}'],
  ["the posture as-designed", "posture: as-designed\nkubernetes: {}"],
])("has none with %s", (_, yaml) => expect(keysOf(yaml)).toEqual([]));
