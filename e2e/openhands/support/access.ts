import { parsePrincipal, readTerraform } from "@openhands-aws/guard";
import type { AccessModel } from "@openhands-aws/guard/model";
import { contextOf } from "@openhands-aws/guard/policy/context";
import { evaluate } from "@openhands-aws/guard/policy/evaluate";
import { parsePolicy } from "@openhands-aws/guard/policy/parse";
import { compilePolicy } from "@openhands-aws/guard/policy/policy";
import { policiesOf } from "@openhands-aws/guard/whocan/identity-policies";
import { identityOf } from "@openhands-aws/guard/whocan/principal";
import type { RecordedCall } from "../../support/recorder";
import type { Needed } from "./bedrock/models";

/** A session as STS was asked for it. */
export interface Session {
  readonly role: string;
  readonly name: string;
  /** That it was asked for with. @default none */
  readonly policy?: string | undefined;
}

/** What the synthesized stack allows, as the guard evaluates it. */
export class Access {
  /** @param terraform main.tf.json */
  static async read(terraform: string): Promise<Access> {
    return new Access(await readTerraform([{ path: "main.tf.json", text: terraform }]));
  }

  private constructor(private readonly model: AccessModel) {}

  /** @returns the reason where a session must not do it */
  refusal({ role, name, policy }: Session, action: string, { resource, context }: Needed): string | undefined {
    const principal = parsePrincipal(role);
    const identity = principal && identityOf(this.model, principal);
    if (!identity?.declared) return `${role} is not declared.`;
    const given = policy === undefined ? undefined : parsePolicy(JSON.parse(policy), "identity");
    if (given && given.problems.length > 0) return `The session's policy is wrong: ${JSON.stringify(given.problems)}`;
    const requester = { kind: "role", arn: role, session: name } as const;
    const session = given && { session: [compilePolicy("session", given.statements)] };
    const policies = { ...policiesOf(identity), ...session };
    const { outcome, because } = evaluate({ requester, action, resource, context: contextOf(context) }, policies);
    return outcome === "allowed" ? undefined : because.map(({ text }) => text).join("; ");
  }

  /** @returns the reason where the stack does not allow it to one of its users */
  refusalOfUser(arn: string, action: string, resource: string): string | undefined {
    const principal = parsePrincipal(arn);
    const identity = principal && identityOf(this.model, principal);
    if (!identity) return `${arn} is given nothing.`;
    // What another user has elsewhere does not count.
    const { identity: policies, ...boundary } = policiesOf({ ...identity, declared: true });
    const request = { requester: { kind: "user", arn } as const, action, resource, context: contextOf({}) };
    const { outcome, because } = evaluate(request, { identity: policies, ...boundary });
    return outcome === "allowed" ? undefined : because.map(({ text }) => text).join("; ");
  }
}

/** The permission that a call to S3 needs: action and resource. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
export function s3Permission({ method, url, region }: RecordedCall): readonly [string, Needed] {
  const context = { "aws:RequestedRegion": region, "aws:ResourceAccount": "123456789012" };
  const [, bucket = "", key = ""] = /^\/([^/?]+)\/?([^?]*)/.exec(url) ?? [];
  const arn = `arn:aws:s3:::${bucket}`;
  if (key === "") return [method === "GET" ? "s3:ListBucket" : `s3:unknown ${method}`, { resource: arn, context }];
  const action = { GET: "s3:GetObject", HEAD: "s3:GetObject", PUT: "s3:PutObject" }[method];
  return [action ?? `s3:unknown ${method}`, { resource: `${arn}/${decodeURIComponent(key)}`, context }];
}
