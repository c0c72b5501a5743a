import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type AccessModel, trustPolicy } from "@openhands-aws/guard";
import { assumeRoleWithToken } from "@openhands-aws/guard/claims/assume-role-with-token";
import { assumeRole } from "@openhands-aws/guard/policy/assume-role";
import { contextOf } from "@openhands-aws/guard/policy/context";
import { rawText } from "@openhands-aws/guard/text";
import { policiesOf } from "@openhands-aws/guard/whocan/identity-policies";
import { type PublishedKey, unverifiedClaims, verifiedClaims } from "./token";

type Identity = AccessModel["identities"][number];

/** An IAM OIDC provider, and the keys that its issuer publishes. */
export interface Provider {
  readonly url: string;
  readonly audiences: readonly string[];
  readonly keys: readonly PublishedKey[];
}

/** A request that STS refuses, with AWS' code. */
class Refusal extends Error {
  constructor(
    readonly code: "InvalidIdentityToken" | "ExpiredTokenException" | "AccessDenied" | "InvalidClientTokenId",
    message: string,
  ) {
    super(message);
  }
}

const STATUS = { InvalidIdentityToken: 400, ExpiredTokenException: 400, AccessDenied: 403, InvalidClientTokenId: 403 };

/**
 * STS that verifies a web identity's token and evaluates the synthesized policies, unlike the embedded AWS. It checks that
 * the session of a signed request is one of its own, not the signature.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html#API_AssumeRoleWithWebIdentity_Errors
 */
export class WebIdentitySts {
  /** How far its clock is ahead of ours, in seconds. */
  ahead = 0;
  /** How long a session lasts, in seconds. */
  lifetime = 3600;
  /** Name of the action, and the code of its answer. */
  readonly answers: [string, string][] = [];
  /** The web identities' tokens that were presented. */
  readonly tokens: string[] = [];
  readonly #sessions = new Map<string, { token: string; role: Identity; name: string }>();
  readonly #server: Server;

  /** @param providers the account's, changed at will */
  static async start(model: AccessModel, providers: Provider[]): Promise<WebIdentitySts> {
    const sts = new WebIdentitySts(model, providers);
    await new Promise<void>((resolve) => {
      sts.#server.listen(0, "127.0.0.1", resolve);
    });
    return sts;
  }

  private constructor(
    private readonly model: AccessModel,
    public providers: Provider[],
  ) {
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const parameters = new URLSearchParams(Buffer.concat(chunks).toString());
    const action = parameters.get("Action") ?? "";
    try {
      const result = this.#answer(action, parameters, request);
      this.answers.push([action, "OK"]);
      response.writeHead(200, { "Content-Type": "text/xml" });
      response.end(
        `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>${result}</${action}Result></${action}Response>`,
      );
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { code, message } = error;
      this.answers.push([action, code]);
      response.writeHead(STATUS[code], { "Content-Type": "text/xml" });
      response.end(
        `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
      );
    }
  }

  #answer(action: string, parameters: URLSearchParams, request: IncomingMessage): string {
    const value = (name: string) => parameters.get(name) ?? "";
    if (action === "AssumeRoleWithWebIdentity")
      return this.#open(this.#withToken(value("RoleArn"), value("WebIdentityToken")), value("RoleSessionName"));
    const session = this.#sessionOf(request);
    if (action === "GetCallerIdentity") return `<Arn>${assumed(session)}</Arn><Account>123456789012</Account>`;
    return this.#open(
      this.#withSession(value("RoleArn"), session.role, value("RoleSessionName")),
      value("RoleSessionName"),
    );
  }

  #withToken(arn: string, token: string): Identity {
    this.tokens.push(token);
    const { iss } = unverifiedClaims(token);
    const provider = this.providers.find(({ url }) => url === iss);
    if (!provider)
      throw new Refusal("InvalidIdentityToken", `No OpenIDConnect provider found in your account for ${iss}`);
    const claims = verifiedClaims(token, provider.keys);
    if (!claims)
      throw new Refusal("InvalidIdentityToken", "Couldn't retrieve verification key from your identity provider");
    const now = Date.now() / 1000 + this.ahead;
    if (claims.exp <= now) throw new Refusal("ExpiredTokenException", `Token expired: ${claims.exp}`);
    const [aud = "", ...others] = claims.aud;
    if (claims.nbf > now + 1 || others.length > 0 || !provider.audiences.includes(aud))
      throw new Refusal("InvalidIdentityToken", "Incorrect token audience");
    const { role, trust } = this.#role(arn, "sts:AssumeRoleWithWebIdentity");
    const bearer = { issuer: iss.slice("https://".length), claims: { sub: claims.sub, aud } };
    if (assumeRoleWithToken(bearer, { arn: role.arn, trust }, provider.audiences).outcome !== "allowed")
      throw notAuthorized("sts:AssumeRoleWithWebIdentity");
    return role;
  }

  #withSession(arn: string, from: Identity, name: string): Identity {
    const { role, trust } = this.#role(arn, "sts:AssumeRole");
    const decision = assumeRole({
      requester: { kind: "role", arn: from.arn },
      role: { arn: role.arn, trust },
      context: contextOf({ "sts:RoleSessionName": name }),
      policies: policiesOf(from),
    });
    if (decision.outcome !== "allowed") throw notAuthorized("sts:AssumeRole");
    return role;
  }

  /** AWS says of a role that does not exist the same as of one that refuses. */
  #role(arn: string, action: string) {
    const role = this.model.identities.find((identity) => identity.kind === "role" && rawText(identity.arn) === arn);
    const trust = role && trustPolicy(role);
    if (!trust) throw notAuthorized(action);
    return { role, trust };
  }

  #open(role: Identity, name: string): string {
    const id = `ASIA${randomBytes(8).toString("hex").toUpperCase()}`;
    const token = randomBytes(24).toString("hex");
    this.#sessions.set(id, { token, role, name });
    const expiration = new Date(Date.now() + (this.ahead + this.lifetime) * 1000).toISOString();
    return `<Credentials><AccessKeyId>${id}</AccessKeyId><SecretAccessKey>${token}</SecretAccessKey><SessionToken>${token}</SessionToken><Expiration>${expiration}</Expiration></Credentials><AssumedRoleUser><Arn>${assumed({ role, name })}</Arn><AssumedRoleId>AROA:${name}</AssumedRoleId></AssumedRoleUser>`;
  }

  #sessionOf({ headers }: IncomingMessage) {
    const id = /Credential=(\w+)\//.exec(headers.authorization ?? "")?.[1] ?? "";
    const session = this.#sessions.get(id);
    if (!session || headers["x-amz-security-token"] !== session.token)
      throw new Refusal("InvalidClientTokenId", "The security token included in the request is invalid.");
    return session;
  }
}

const notAuthorized = (action: string) => new Refusal("AccessDenied", `Not authorized to perform ${action}`);

const assumed = ({ role, name }: { readonly role: Identity; readonly name: string }) =>
  `arn:aws:sts::123456789012:assumed-role/${rawText(role.name)}/${name}`;
