import type { Aws } from "./aws";
import { awsError } from "./aws-error";

/** Seconds that one call may take, its retries included. */
const CALL_SECONDS = 8;

/** The part of every client of the SDK that is needed here. */
interface Client {
  // biome-ignore lint/suspicious/noExplicitAny: each client has its own commands
  send(command: any, options?: any): Promise<any>;
}

/** What every client is made with. */
export function optionsOf({ region, credentials }: Aws) {
  // The lock file pins the SDK; a user on call has no use for its advice about Node.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  return {
    region,
    ...(credentials && { credentials }),
    retryMode: "standard",
    maxAttempts: 3,
    // AWS_BEARER_TOKEN_BEDROCK in the environment would replace the signature, even with credentials given.
    authSchemePreference: ["sigv4"],
  };
}

/**
 * The same client, each of whose calls ends in time, and fails with an {@link awsError}.
 * @param service as IAM's actions name it
 */
export function bounded<C extends Client>(client: C, service: string, { signal }: Aws, seconds = CALL_SECONDS): C {
  const send = client.send.bind(client);
  client.send = async (command, options) => {
    const action = `${service}:${command.constructor.name.replace(/Command$/, "")}`;
    const limit = AbortSignal.timeout(seconds * 1000);
    const abortSignal = signal ? AbortSignal.any([signal, limit]) : limit;
    try {
      // Whatever the SDK does before it sends something, such as finding credentials, does not look at the signal.
      return await Promise.race([send(command, { ...options, abortSignal }), aborted(abortSignal)]);
    } catch (error) {
      throw awsError(action, error, seconds);
    }
  };
  return client;
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const abort = () => reject(new DOMException("The call took too long.", "AbortError"));
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
  });
