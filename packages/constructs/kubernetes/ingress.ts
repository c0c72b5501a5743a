import { type Manifest, type NamespacedName, present } from "./manifest";

export interface IngressProps extends NamespacedName {
  /** Name of the IngressClass. @default the cluster's default class */
  readonly className?: string;
  /** The name under which it is reached. */
  readonly host: string;
  /** Everything below it is forwarded. @default / */
  readonly path?: string;
  /** Name of the Secret with the certificate and its key, in this namespace. @default none: plain HTTP, or the controller's own */
  readonly tlsSecret?: string;
  /** Where it is forwarded to; the port by its name. */
  readonly service: { readonly name: string; readonly port: string };
  /** The controller's settings, such as time-outs; empty: none. */
  readonly annotations: Readonly<Record<string, string>>;
}

/**
 * Forwards one host name to a Service.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/
 */
export const ingress = (props: IngressProps): Manifest => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "Ingress",
  metadata: present({ name: props.name, namespace: props.namespace, annotations: props.annotations }),
  spec: present({
    ingressClassName: props.className,
    tls: props.tlsSecret === undefined ? undefined : [{ hosts: [props.host], secretName: props.tlsSecret }],
    rules: [
      {
        host: props.host,
        http: {
          paths: [
            {
              path: props.path ?? "/",
              pathType: "Prefix",
              backend: { service: { name: props.service.name, port: { name: props.service.port } } },
            },
          ],
        },
      },
    ],
  }),
});
