import type { Config } from "./config";

interface KeyParameter {
  /** The key of kubernetes.canvas.keys that names it. */
  readonly key: "sessionKeyParameter" | "secretKeyParameter";
  /** Its Terraform address is `aws_ssm_parameter.<label>`. */
  readonly label: string;
  readonly name: string;
  readonly description: string;
  /** The variables of Agent Canvas that hold it: up to 1.20.0 its entrypoint does not copy the one to the other. */
  readonly variables: readonly string[];
}

/** The keys that the stack openhands creates for Agent Canvas; none where the owner has them. */
export function canvasKeyParameters({ posture, kubernetes }: Pick<Config, "posture" | "kubernetes">): KeyParameter[] {
  const { canvas, deployment } = kubernetes ?? {};
  if (posture !== "hardened" || !canvas?.keys.generate || !deployment?.generate) return [];
  return [
    {
      key: "sessionKeyParameter",
      label: "canvas_session_key",
      name: canvas.keys.sessionKeyParameter,
      description: "Key that the web page of Agent Canvas asks for",
      variables: ["LOCAL_BACKEND_API_KEY", "OH_SESSION_API_KEYS_0"],
    },
    {
      key: "secretKeyParameter",
      label: "canvas_secret_key",
      name: canvas.keys.secretKeyParameter,
      description: "Key with which Agent Canvas encrypts the secrets that it stores",
      variables: ["OH_SECRET_KEY"],
    },
  ];
}
