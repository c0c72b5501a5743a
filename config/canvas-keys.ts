import type { Config } from "./config";

interface KeyParameter {
  /** The key of kubernetes.canvas.keys that names it. */
  readonly key: keyof typeof CANVAS_KEY_VARIABLES;
  /** Its Terraform address is `aws_ssm_parameter.<label>`. */
  readonly label: string;
  readonly name: string;
  readonly description: string;
}

/** Agent Canvas' variables by the key that they hold: up to 1.20.0 its entrypoint does not copy the one to the other. */
export const CANVAS_KEY_VARIABLES = {
  sessionKeyParameter: ["LOCAL_BACKEND_API_KEY", "OH_SESSION_API_KEYS_0"],
  secretKeyParameter: ["OH_SECRET_KEY"],
} as const;

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
    },
    {
      key: "secretKeyParameter",
      label: "canvas_secret_key",
      name: canvas.keys.secretKeyParameter,
      description: "Key with which Agent Canvas encrypts the secrets that it stores",
    },
  ];
}
