import { join } from "node:path";
import { type EmbeddedAws, startEmbeddedAws } from "../../../embedded/aws";
import type { Call } from "./call";
import type { Catalogue } from "./catalogue";

export const ACCOUNT = "123456789012";
export const REGION = "ap-northeast-1";

/**
 * - `error`, `throttle`: AWS answers so, and does not do the call.
 * - `hang`: AWS never answers, and does not do the call.
 * - `before`, `after`: the connection breaks before the call is done, or after it.
 */
export type Fault = "error" | "throttle" | "hang" | "before" | "after";
export type Moment = "before" | "after";

export interface Settings {
  /** Whether LookupEvents takes two calls a second only. @default false */
  readonly lookupRateLimit: boolean;
  /** Seconds after which a use of a key shows in GetAccessKeyLastUsed. @default 0 */
  readonly lastUsedLag: number;
  /** Seconds for which AWS does not know a new key. @default 0 */
  readonly keyDelay: number;
}

export interface Principal {
  readonly arn: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A statement of a policy. */
type Statement = Readonly<Record<string, unknown>>;

/**
 * An AWS account that checks keys, signatures and policies, counts the operator's calls (those of sessions and of children
 * included), remembers all, and can break any of them.
 */
export class Launcher {
  /** An administrator, for the program under test: only its calls have numbers and can be broken. */
  operator!: Principal;
  /** An administrator, for the test itself. */
  tester!: Principal;

  /** @param prepare what to do while keys are not checked yet */
  static async start(prepare?: (aws: EmbeddedAws) => Promise<void>): Promise<Launcher> {
    const aws = await startEmbeddedAws(ACCOUNT, join(__dirname, "launcher/main.py"));
    const launcher = new Launcher(aws);
    try {
      await prepare?.(aws);
      await launcher.#createPrincipals();
    } catch (error) {
      await aws.stop();
      throw error;
    }
    return launcher;
  }

  private constructor(private readonly aws: EmbeddedAws) {}

  get endpoint(): string {
    return this.aws.endpoint;
  }

  /** The operator's environment, for the program under test and for terraform. */
  get env(): NodeJS.ProcessEnv {
    return this.envOf(this.operator);
  }

  envOf({ accessKeyId, secretAccessKey }: Principal): NodeJS.ProcessEnv {
    const region = { AWS_REGION: REGION, AWS_DEFAULT_REGION: REGION };
    return { ...this.aws.env, ...region, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  }

  /** For the AWS SDK's clients. */
  clientOf({ accessKeyId, secretAccessKey }: Omit<Principal, "arn">) {
    return { endpoint: this.endpoint, region: REGION, credentials: { accessKeyId, secretAccessKey } };
  }

  /** A user with a key. @param statements of its policy. @default an administrator's */
  principal(name: string, statements?: readonly Statement[]): Promise<Principal> {
    return this.#tell("principals", { name, ...(statements && { statements }) });
  }

  /** For the Bedrock stub, which checks signatures on its own. */
  readonly key = (id: string): Promise<{ secretAccessKey: string; sessionToken?: string } | undefined> =>
    this.#tell<{ secretAccessKey: string } | null>("key", { id }).then((key) => key ?? undefined);

  settings(settings: Partial<Settings>): Promise<void> {
    return this.#tell("settings", settings);
  }

  /** All since the start or the last reset, in their order. */
  calls(): Promise<Call[]> {
    return this.#tell("calls");
  }

  /** CloudTrail and GetAccessKeyLastUsed know it: a call that the Bedrock stub has answered, or that was made long ago. */
  record(
    call: Pick<Call, "service" | "action" | "region" | "accessKeyId" | "principal"> & Partial<Call>,
  ): Promise<void> {
    return this.#tell("record", { status: 200, ...call });
  }

  /** @param at the number of one call, or an action whose every call it breaks, or `PutParameter#2` */
  fault(at: number | string, kind: Fault): Promise<void> {
    return this.#tell("faults", { at, kind });
  }

  /**
   * Holds a call before it is done, or after that but before its answer, until `resume()`. If the program is killed in
   * between, a call that is held before is not done.
   * @returns `reached` gives the call as soon as it is held, and `undefined` if `resume()` or `reset()` comes first
   */
  async pauseAt(number: number, moment: Moment): Promise<{ readonly reached: Promise<Call | undefined> }> {
    await this.#tell("pause", { number, moment });
    return { reached: this.#reached() };
  }

  resume(): Promise<void> {
    return this.#tell("resume");
  }

  /** What Bedrock offers in a region. */
  bedrock(region: string, catalogue: Catalogue): Promise<void> {
    return this.#tell("bedrock", { region, ...catalogue });
  }

  /** Forgets faults, pauses and calls, and counts from 1 again. The account and its trail stay. */
  reset(): Promise<void> {
    return this.#tell("reset");
  }

  /** The account is empty again, its trail included, and the two principals have new keys. The settings stay. */
  async empty(prepare?: (aws: EmbeddedAws) => Promise<void>): Promise<void> {
    await this.#tell("settings", { authenticate: false });
    await this.#tell("empty");
    await prepare?.(this.aws);
    await this.#createPrincipals();
  }

  stop(): Promise<void> {
    return this.aws.stop();
  }

  async #createPrincipals(): Promise<void> {
    this.operator = await this.principal("operator");
    this.tester = await this.principal("tester");
    await this.#tell("settings", { authenticate: true, counted: [this.operator.arn] });
    await this.reset();
  }

  async #reached(): Promise<Call | undefined> {
    for (;;) {
      const { waiting, call } = await this.#tell<{ waiting: boolean; call?: Call | null }>("paused");
      if (!waiting) return call ?? undefined;
    }
  }

  async #tell<T>(command: string, values: object = {}): Promise<T> {
    const response = await fetch(`${this.endpoint}/launcher/${command}`, {
      method: "POST",
      body: JSON.stringify(values),
    });
    const result = await response.json();
    if (!response.ok) throw new Error(`The launcher refused ${command}: ${(result as { error: string }).error}`);
    return result as T;
  }
}
