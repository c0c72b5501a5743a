import { generateKeyPairSync, randomUUID, sign, verify } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A job's run, as GitHub knows it. */
export interface JobRun {
  readonly repository: string;
  readonly repositoryId: string;
  readonly ownerId: string;
  readonly ref: string;
  readonly event: string;
  readonly environment?: string;
  /** Repositories created since 2026-07-15 have ids in their subject. @default false */
  readonly immutable?: boolean;
}

export type Claims = Readonly<Record<string, string | number>>;

/** Obviously fake, so that it is recognized wherever it leaks. */
export const REQUEST_TOKEN = "CANARY-request-token-of-the-run";

/**
 * GitHub's issuer and the runner's side of it on a free port of 127.0.0.1: tokens of one job's run, signed with a key
 * of its own. It says that it is GitHub, as the tokens' `iss` must.
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
export class GithubIssuer {
  readonly #keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
  readonly #server: Server;
  /** Answers to give before the token, one per request: a status, or a body. */
  readonly faults: (number | string)[] = [];
  run: JobRun;

  private constructor(run: JobRun) {
    this.run = run;
    this.#server = createServer((request, response) => {
      const { status, body } = this.#answer(request);
      response.writeHead(status, { "content-type": "application/json" }).end(body);
    });
  }

  static async start(run: JobRun): Promise<GithubIssuer> {
    const issuer = new GithubIssuer(run);
    await new Promise<void>((resolve) => issuer.#server.listen(0, "127.0.0.1", resolve));
    return issuer;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  /** What the runner sets for a job with `id-token: write`. */
  get env() {
    const { port } = this.#server.address() as AddressInfo;
    return {
      ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/idtoken/run/job?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: REQUEST_TOKEN,
    };
  }

  /** A token's claims. @throws if this issuer did not sign it */
  verified(token: string): Claims {
    const [head = "", body = "", signature = ""] = token.split(".");
    const signed = Buffer.from(`${head}.${body}`);
    if (!verify("RSA-SHA256", signed, this.#keys.publicKey, Buffer.from(signature, "base64url")))
      throw new Error("The token is not signed by the issuer.");
    return JSON.parse(Buffer.from(body, "base64url").toString());
  }

  #answer({ url = "", headers }: IncomingMessage): { status: number; body: string } {
    const { pathname, searchParams } = new URL(url, "http://issuer");
    if (pathname !== "/idtoken/run/job" || searchParams.get("api-version") !== "2.0") return json({}, 404);
    if (headers.authorization !== `bearer ${REQUEST_TOKEN}`) return json({ message: "no such run" }, 401);
    const fault = this.faults.shift();
    if (typeof fault === "number") return json({ message: "out of order" }, fault);
    if (fault !== undefined) return { status: 200, body: fault };
    return json({ count: 1, value: this.#token(searchParams.get("audience") ?? undefined) });
  }

  #token(audience: string | undefined): string {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const head = part({ typ: "JWT", alg: "RS256", kid: "local-issuer" });
    const body = part(claimsOf(this.run, audience));
    return `${head}.${body}.${sign("RSA-SHA256", Buffer.from(`${head}.${body}`), this.#keys.privateKey).toString("base64url")}`;
  }
}

const json = (value: object, status = 200) => ({ status, body: JSON.stringify(value) });

/** Written from GitHub's own example of a token, independently of the guard's own table. */
function claimsOf(
  { repository, repositoryId, ownerId, ref, event, environment, immutable }: JobRun,
  audience?: string,
) {
  const [owner = "", name = ""] = repository.split("/");
  const repo = immutable ? `${owner}@${ownerId}/${name}@${repositoryId}` : repository;
  const context = environment ? `environment:${environment}` : event === "pull_request" ? "pull_request" : `ref:${ref}`;
  const now = Math.floor(Date.now() / 1000);
  return {
    jti: randomUUID(),
    sub: `repo:${repo}:${context}`,
    aud: audience ?? `https://github.com/${owner}`,
    ref,
    ref_type: ref.startsWith("refs/tags/") ? "tag" : "branch",
    sha: "0123456789abcdef0123456789abcdef01234567",
    repository,
    repository_owner: owner,
    repository_owner_id: ownerId,
    repository_id: repositoryId,
    repository_visibility: "public",
    run_id: "1",
    run_number: "1",
    run_attempt: "1",
    runner_environment: "github-hosted",
    actor: "octocat",
    actor_id: "583231",
    event_name: event,
    ...(environment && { environment }),
    head_ref: "",
    base_ref: "",
    iss: "https://token.actions.githubusercontent.com",
    nbf: now - 300,
    iat: now,
    exp: now + 300,
  };
}
