import { environment, fromPod, fromSecret, value } from "./environment";

it("takes a value, a Secret's key of the same name, a field of the pod", () => {
  expect(environment([value("A", "1"), fromSecret("B", "keys"), fromPod("C", "status.hostIP")])).toEqual([
    { name: "A", value: "1" },
    { name: "B", valueFrom: { secretKeyRef: { name: "keys", key: "B" } } },
    { name: "C", valueFrom: { fieldRef: { apiVersion: "v1", fieldPath: "status.hostIP" } } },
  ]);
});

it("leaves out an empty value, as the API server does", () => {
  expect(environment([value("A", "")])).toEqual([{ name: "A" }]);
});

it("refuses two variables with one name", () => {
  expect(() => environment([value("A", "1"), fromSecret("A", "keys")])).toThrow(
    "The variable A occurs twice in a container's environment",
  );
});
