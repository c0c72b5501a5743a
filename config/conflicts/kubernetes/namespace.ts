import type { Conflict } from "../conflict";
import type { Kubernetes } from "./section";

export function* namespaceConflicts({ namespace, createNamespace, deployment }: Kubernetes): Iterable<Conflict> {
  if (namespace === "default" && (createNamespace ?? deployment.generate))
    yield { path: ["createNamespace"], message: "must be false with the namespace default, which is there already" };
}
