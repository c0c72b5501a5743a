import { type Manifest, type NamespacedName, present } from "./manifest";

export interface ServiceProps extends NamespacedName {
  /** Who reaches it: the cluster, the nodes' network, or a load balancer's clients. */
  readonly type: "ClusterIP" | "NodePort" | "LoadBalancer";
  /** TCP port of the Service. */
  readonly port: number;
  /** Name of the container's port. */
  readonly targetPort: string;
  /** Labels of the pods. */
  readonly selector: Readonly<Record<string, string>>;
  /** Empty: none. */
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
