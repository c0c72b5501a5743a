import { namespace } from "./namespace";

it("is a name", () => {
  expect(namespace("openhands")).toEqual({ apiVersion: "v1", kind: "Namespace", metadata: { name: "openhands" } });
});
