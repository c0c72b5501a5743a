/**
 * - `denied`: the caller's policies do not allow the action.
 * - `rejected`: AWS does not accept the credentials: wrong, inactive, expired, or a wrong signature.
 * - `no-credentials`: there are none in the standard chain.
 * - `not-found`: what the call names does not exist.
 * - `throttled`, `timeout`, `unreachable`: another attempt may succeed.
 * - `failed`: everything else that AWS answers.
 */
export type AwsErrorKind =
  | "denied"
  | "rejected"
  | "no-credentials"
  | "not-found"
  | "throttled"
  | "timeout"
  | "unreachable"
  | "failed";

/** A call that AWS did not answer as asked. The message is one or two sentences and contains no secret. */
export class AwsError extends Error {
  override name = "AwsError";

  constructor(
    readonly kind: AwsErrorKind,
    /** `iam:GetUser` */
    readonly action: string,
    /** AWS's own, such as `NoSuchEntity`; empty if there is no answer. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export const isAwsError = (error: unknown, ...kinds: AwsErrorKind[]): error is AwsError =>
  error instanceof AwsError && (kinds.length === 0 || kinds.includes(error.kind));

/** @returns `undefined` instead of an error about something that does not exist */
export const ifThere = <T>(call: Promise<T>): Promise<T | undefined> =>
  call.catch((error: unknown) => {
    if (isAwsError(error, "not-found")) return undefined;
    throw error;
  });

/** What the SDK throws, whatever the service. */
interface SdkError {
  readonly name?: string;
  readonly message?: string;
  /** AWS's code in query protocols, Node's for a connection. */
  readonly Code?: string;
  readonly code?: string | number;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly attempts?: number };
}

const CODES: readonly (readonly [AwsErrorKind, RegExp])[] = [
  ["no-credentials", /^CredentialsProviderError$|^TokenProviderError$/],
  ["denied", /^AccessDenied|^UnauthorizedOperation$|^AuthorizationError$/],
  ["rejected", /^(InvalidClientTokenId|InvalidAccessKeyId|UnrecognizedClient|SignatureDoesNotMatch|InvalidSignature)/],
  ["rejected", /^(ExpiredToken|InvalidToken|MissingAuthenticationToken|IncompleteSignature|NotAuthorized)/],
  ["not-found", /^NoSuch|^NotFound$|NotFound(Exception)?$/],
  ["throttled", /Throttl|^TooManyRequests|^SlowDown$|^RequestLimitExceeded$|^PriorRequestNotComplete$/],
  ["timeout", /^AbortError$|^TimeoutError$/],
  ["unreachable", /^(ECONN|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPIPE|ETIMEDOUT|ERR_|CERT_|DEPTH_|UNABLE_TO)/],
];

/**
 * @param action `iam:GetUser`
 * @param seconds after which the call was ended, if it was
 */
export function awsError(action: string, error: unknown, seconds: number): AwsError {
  if (error instanceof AwsError) return error;
  const { name = "", message = "", Code, code, $metadata } = error as SdkError;
  const answered = $metadata?.httpStatusCode !== undefined;
  const said = (answered ? Code : typeof code === "string" && code) || name || "Error";
  const kind = CODES.find(([, pattern]) => pattern.test(said))?.[0] ?? (answered ? "failed" : "unreachable");
  const attempts = $metadata?.attempts ?? 1;
  const again = attempts > 1 ? ` after ${attempts} attempts` : "";
  return new AwsError(kind, action, answered ? said : "", sentence());

  function sentence(): string {
    switch (kind) {
      case "denied":
        return `AWS denies ${action} (${said}): ${oneLine(message)}`;
      case "rejected": // AWS's message may quote the request.
        return `AWS rejects the credentials of ${action} (${said}): they are wrong, inactive or have expired.`;
      case "no-credentials":
        return "There are no AWS credentials. Set AWS_PROFILE, sign in with aws sso login, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.";
      case "not-found":
        return `${action} finds nothing (${said}): ${oneLine(message)}`;
      case "throttled":
        return `AWS throttles ${action} (${said})${again}. Run this again in a minute.`;
      case "timeout":
        return `${action} got no answer within ${seconds} s. Run this again, or see https://health.aws.amazon.com.`;
      case "unreachable":
        return `${action} could not be sent${again}: ${oneLine(message || said)} Check the network and AWS_ENDPOINT_URL.`;
      default:
        return `${action} failed${again}: ${said} (HTTP ${$metadata?.httpStatusCode}): ${oneLine(message)}`;
    }
  }
}

const MOST_CHARACTERS = 300;

function oneLine(text: string): string {
  const line = text.split("\n", 1)[0]?.trim() ?? "";
  const short = line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS)}...` : line;
  return /[.!?]$/.test(short) ? short : `${short}.`;
}
