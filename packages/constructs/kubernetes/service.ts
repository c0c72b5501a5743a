import { type Manifest, type NamespacedName, present } from "./manifest";

export interface ServiceProps extends NamespacedName {
  readonly type: "ClusterIP" | "NodePort" | "LoadBalancer";
  readonly port: number;
  /** Name of the container's port. */
  readonly targetPort: string;
  readonly selector: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/ */
export const service = ({
  name,
  namespace,
  type,
  port,
  targetPort,
  selector,
  annotations,
}: ServiceProps): Manifest => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: present({ name, namespace, annotations }),
  spec: { type, selector, ports: [{ name: targetPort, port, protocol: "TCP", targetPort }] },
});
