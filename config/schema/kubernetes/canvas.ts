import { z } from "zod";
import { HostName, LabelKey, ObjectName, PlainText } from "../../kubernetes-names";
import { ParameterName } from "../../names";

const Keys = z
  .strictObject({
    name: ObjectName.default("openhands-keys").describe("The Secret's name, and the name of the ExternalSecret."),
    generate: z
      .boolean({ error: "must be true or false" })
      .default(true)
      .describe(
        "true: the stack openhands creates both keys in the Parameter Store, at random and not in its state, and External Secrets copies them. false: your own Secret with the keys LOCAL_BACKEND_API_KEY, OH_SESSION_API_KEYS_0 (the same value) and OH_SECRET_KEY.",
      ),
    sessionKeyParameter: ParameterName.default("/openhands/canvas/session-key").describe(
      "The SecureString parameter for the key that the web page asks for.",
    ),
    secretKeyParameter: ParameterName.default("/openhands/canvas/secret-key").describe(
      "The SecureString parameter for the key that encrypts stored secrets.",
    ),
  })
  .prefault({})
  .describe("The Secret with Agent Canvas' two keys: the one that the web page asks for, and OH_SECRET_KEY.");

const Ingress = z
  .strictObject({
    host: HostName.describe("The name under which browsers reach Agent Canvas. Required."),
    className: ObjectName.optional().describe("The IngressClass. Default: the cluster's."),
    tlsSecret: ObjectName.optional().describe(
      "The Secret with the certificate. Default: none; the key then crosses the network in plain text.",
    ),
    annotations: z
      .record(LabelKey, PlainText)
      .default({
        "nginx.ingress.kubernetes.io/proxy-read-timeout": "3600",
        "nginx.ingress.kubernetes.io/proxy-send-timeout": "3600",
      })
      .describe(
        "For the ingress controller. The default keeps a WebSocket open for an hour without a message, with ingress-nginx; other controllers have their own.",
      ),
  })
  .describe("An Ingress. Default: none.");

export const Canvas = z
  .strictObject({
    keys: Keys,
    vscode: z
      .boolean({ error: "must be true or false" })
      .default(false)
      .describe(
        "Whether Agent Canvas starts its VS Code. Its port 8001 is closed like the others: reach it with kubectl port-forward.",
      ),
    ingress: Ingress.optional(),
  })
  .describe("What only Agent Canvas has. Default: keys that the stack openhands creates, no VS Code, no Ingress.");
export type Canvas = z.infer<typeof Canvas>;
