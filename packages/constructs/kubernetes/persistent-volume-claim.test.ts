import { persistentVolumeClaim } from "./persistent-volume-claim";

const claim = { name: "state", namespace: "openhands", size: "10Gi", accessMode: "ReadWriteOnce" } as const;

it("asks for a volume of the cluster's own class", () => {
  expect(persistentVolumeClaim(claim)).toEqual({
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name: "state", namespace: "openhands" },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "10Gi" } } },
  });
});

it("asks for a class by its name", () => {
  expect(persistentVolumeClaim({ ...claim, storageClassName: "fast" }).spec).toMatchObject({
    storageClassName: "fast",
  });
});
