import type { VolumeMount } from "../kubernetes/container";
import { fromPod, type Variable, value } from "../kubernetes/environment";
import type { Volume } from "../kubernetes/volume";

const VOLUME = "aws-token";
const DIRECTORY = "/var/run/secrets/sts.amazonaws.com/openhands";
const TOKEN = "token";

export interface WebIdentity {
  /** Who accepts the token, as in `sts.amazonaws.com`. */
  readonly audience: string;
  /** How long it is valid, in seconds (600-86400); the kubelet renews it after 80 %. */
  readonly seconds: number;
}

/**
 * The pod's own token for AWS, which the cluster signs.
 * @see https://kubernetes.io/docs/concepts/storage/projected-volumes/#serviceaccounttoken
 */
export const tokenVolume = ({ audience, seconds }: WebIdentity): Volume => ({
  name: VOLUME,
  projected: {
    sources: [{ serviceAccountToken: { audience, expirationSeconds: seconds, path: TOKEN } }],
    defaultMode: 420,
  },
});

export const TOKEN_MOUNT: VolumeMount = { name: VOLUME, mountPath: DIRECTORY, readOnly: true };

/**
 * With these, each AWS SDK gets the role's sessions with the token, and renews them. Nothing else belongs beside them: an
 * access key would win, and LiteLLM's own parameters for a web identity cut the session's actions.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html
 * @param role its ARN
 */
export const webIdentityVariables = (role: string): Variable[] => [
  value("AWS_ROLE_ARN", role),
  value("AWS_WEB_IDENTITY_TOKEN_FILE", `${DIRECTORY}/${TOKEN}`),
  // In CloudTrail, it says which pod it was.
  fromPod("AWS_ROLE_SESSION_NAME", "metadata.uid"),
];
