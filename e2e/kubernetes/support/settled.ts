import type { KubernetesObject } from "./cluster";
import { eventually } from "./eventually";

/** What is read once the controllers are idle: twice the same. */
export const settled = (read: () => Promise<KubernetesObject[]>): Promise<KubernetesObject[]> =>
  eventually(async () => {
    const [first, second] = [await read(), await read()];
    expect(second).toEqual(first);
    return second;
  });

/** An object without who wrote it, and when. */
export const content = ({
  metadata: { resourceVersion, managedFields, ...metadata },
  ...object
}: KubernetesObject) => ({
  ...object,
  metadata,
});
