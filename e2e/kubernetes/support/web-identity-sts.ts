import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type AccessModel, trustPolicy } from "@openhands-aws/guard";
import { assumeRoleWithToken } from "@openhands-aws/guard/claims/assume-role-with-token";
import { assumeRole } from "@openhands-aws/guard/policy/assume-role";
import { contextOf } from "@openhands-aws/guard/policy/context";
import { rawText } from "@openhands-aws/guard/text";
import { policiesOf } from "@openhands-aws/guard/whocan/identity-policies";
import { AwsError, verify } from "../../support/sigv4";
import { StubServer } from "../../support/stub-server";
import { type PublishedKey, unverifiedClaims, verifiedClaims } from "./token";

type Identity = AccessModel["identities"][number];

/** An IAM OIDC provider, and the keys that its issuer publishes. */
export interface Provider {
  readonly url: string;
  readonly audiences: readonly string[];
  readonly keys: readonly PublishedKey[];
}

/** A role's session. */
export interface RoleSession {
  readonly role: Identity;
  readonly name: string;
  /** That it was asked for with, which cuts what it may do. */
  readonly policy: string | undefined;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** In milliseconds, as Date.now() has them. */
  readonly expiration: number;
}

/**
 * STS that verifies a web identity's token and evaluates the synthesized policies, unlike the embedded AWS.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html#API_AssumeRoleWithWebIdentity_Errors
 */
export class WebIdentitySts extends StubServer {
  /** How far its clock is ahead of ours, in seconds. */
  ahead = 0;
  /** How long a session lasts, in seconds. */
  lifetime = 3600;
  /** Name of the action, and the code of its answer. */
  readonly answers: [string, string][] = [];
  /** The web identities' tokens that were presented. */
  readonly tokens: string[] = [];
  readonly #sessions = new Map<string, RoleSession>();

  /** @param providers the account's, changed at will */
  static start(model: AccessModel, providers: Provider[]): Promise<WebIdentitySts> {
    return new WebIdentitySts(model, providers).listen();
  }

  private constructor(
    private readonly model: AccessModel,
    public providers: Provider[],
  ) {
    super();
  }

  /** The session of an access key, until it expires. */
  readonly sessionOf = (accessKeyId: string): RoleSession | undefined => {
    const session = this.#sessions.get(accessKeyId);
    return session && session.expiration > this.#now ? session : undefined;
  };

  get #now(): number {
    return Date.now() + this.ahead * 1000;
  }

  protected async serve(request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
    const parameters = new URLSearchParams(body.toString());
    const action = parameters.get("Action") ?? "";
    try {
      const result = await this.#answer(action, parameters, request, body);
      this.answers.push([action, "OK"]);
      response.writeHead(200, { "Content-Type": "text/xml" });
      response.end(
        `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>${result}</${action}Result></${action}Response>`,
      );
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const { status, code, message } = error;
      this.answers.push([action, code]);
      response.writeHead(status, { "Content-Type": "text/xml" });
      response.end(
        `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
      );
    }
  }

  async #answer(action: string, parameters: URLSearchParams, request: IncomingMessage, body: Buffer): Promise<string> {
    const value = (name: string) => parameters.get(name) ?? "";
    if (action === "AssumeRoleWithWebIdentity")
      return this.#open(this.#withToken(value("RoleArn"), value("WebIdentityToken")), parameters);
    const session = await this.#signer(request, body);
    if (action === "GetCallerIdentity") return `<Arn>${assumed(session)}</Arn><Account>123456789012</Account>`;
    return this.#open(this.#withSession(value("RoleArn"), session.role, value("RoleSessionName")), parameters);
  }

  #withToken(arn: string, token: string): Identity {
    this.tokens.push(token);
    const { iss } = unverifiedClaims(token);
    const provider = this.providers.find(({ url }) => url === iss);
    if (!provider) throw invalidToken(`No OpenIDConnect provider found in your account for ${iss}`);
    const claims = verifiedClaims(token, provider.keys);
    if (!claims) throw invalidToken("Couldn't retrieve verification key from your identity provider");
    const now = this.#now / 1000;
    if (claims.exp <= now) throw new AwsError(400, "ExpiredTokenException", `Token expired: ${claims.exp}`);
    const [aud = "", ...others] = claims.aud;
    if (claims.nbf > now + 1 || others.length > 0 || !provider.audiences.includes(aud))
      throw invalidToken("Incorrect token audience");
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

  #open(role: Identity, parameters: URLSearchParams): string {
    const [name = "", policy] = ["RoleSessionName", "Policy"].map((key) => parameters.get(key) ?? undefined);
    const id = `ASIA${randomBytes(8).toString("hex").toUpperCase()}`;
    const [secretAccessKey, sessionToken] = [randomBytes(20).toString("hex"), randomBytes(24).toString("hex")];
    const expiration = this.#now + this.lifetime * 1000;
    this.#sessions.set(id, { role, name, policy, secretAccessKey, sessionToken, expiration });
    const until = new Date(expiration).toISOString();
    return `<Credentials><AccessKeyId>${id}</AccessKeyId><SecretAccessKey>${secretAccessKey}</SecretAccessKey><SessionToken>${sessionToken}</SessionToken><Expiration>${until}</Expiration></Credentials><AssumedRoleUser><Arn>${assumed({ role, name })}</Arn><AssumedRoleId>AROA:${name}</AssumedRoleId></AssumedRoleUser>`;
  }

  async #signer({ method = "", url = "", headers }: IncomingMessage, body: Buffer): Promise<RoleSession> {
    const { accessKeyId } = await verify({ method, url, headers, body }, this.sessionOf);
    return this.#sessions.get(accessKeyId) as RoleSession;
  }
}

const invalidToken = (message: string) => new AwsError(400, "InvalidIdentityToken", message);
const notAuthorized = (action: string) => new AwsError(403, "AccessDenied", `Not authorized to perform ${action}`);

const assumed = ({ role, name }: Pick<RoleSession, "role" | "name">) =>
  `arn:aws:sts::123456789012:assumed-role/${rawText(role.name)}/${name}`;
