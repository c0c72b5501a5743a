import { SESSION_SECONDS } from "@openhands-aws/facts/iam-limits";
import type { AttachedPolicy, Identity, Location, PolicyDocument, PolicyReference, Resolved } from "../../model";
import { addTo } from "../../support/add-to";
import { asText } from "../../support/json";
import { asPartial, isKnown, known, type PartialText, partialText, rawText, UNKNOWN } from "../../text";
import type { Surroundings } from "../configuration/provider";
import type { ReadResource } from "../resource";
import { addressesIn, attributeText, type Build, located, textsOf } from "./build";
import { readDocument } from "./document";
import type { Policies } from "./policies";

export type Kind = Identity["kind"];
export const KINDS: readonly Kind[] = ["role", "user", "group"];

/** An identity while its grants are being collected. */
export type OpenIdentity = Omit<Identity, "grants" | "groups" | "boundary" | "givenTo"> & {
  readonly grants: AttachedPolicy[];
  readonly groups: OpenIdentity[];
  boundary?: PolicyReference;
  givenTo?: Location[];
};

/** The roles, users and groups that are declared or only named, and the lookup of those that an argument means. */
export class Identities {
  readonly all: OpenIdentity[] = [];
  private readonly byName = new Map<string, OpenIdentity[]>();
  private readonly byAddress = new Map<string, OpenIdentity>();
  private readonly byResource = new Map<ReadResource, OpenIdentity>();

  constructor(
    private readonly build: Build,
    policies: Policies,
  ) {
    for (const kind of KINDS) {
      for (const resource of build.managed(`aws_iam_${kind}`)) {
        const identity = declared(build, kind, resource);
        this.add(identity);
        this.byResource.set(resource, identity);
        const boundary = kind === "group" ? undefined : resource.argument("permissions_boundary");
        if (boundary) identity.boundary = policies.named(resource, "permissions_boundary", boundary);
      }
      for (const resource of build.data(`aws_iam_${kind}`)) this.addLookedUp(kind, resource);
    }
  }

  /** The identity that a resource declares. */
  at(resource: ReadResource): OpenIdentity | undefined {
    return this.byResource.get(resource);
  }

  /** The identities that an argument with a name or a list of names means; one that is not declared is added. */
  listed(at: ReadResource, kind: Kind, argument: string, resolved: Resolved): OpenIdentity[] {
    this.build.unset(at, "identity", argument, resolved);
    const names = textsOf(resolved);
    const referred = this.referred(at, kind, resolved);
    const named = names
      .flatMap((name) => known(name) ?? [])
      .map((name) => this.find(at, kind, name, referred) ?? this.addNamed(at, kind, asPartial(name)));
    const unknown = names.filter((name) => !isKnown(name));
    // Which of them has which name does not matter, if there are as many.
    const meant = referred.filter(({ name }) => unknown.includes(name));
    if (meant.length === unknown.length) return [...named, ...meant];
    // The policy that it gets is checked, whoever it is.
    this.build.unknown(at, "identity", argument, resolved, true);
    return [...named, ...unknown.map((name) => this.addNamed(at, kind, name))];
  }

  private find(
    at: ReadResource,
    kind: Kind,
    name: string,
    referred: readonly OpenIdentity[],
  ): OpenIdentity | undefined {
    const candidates = this.byName.get(`${kind} ${name}`) ?? [];
    return (
      candidates.find((identity) => referred.includes(identity)) ??
      candidates.find(({ root, declared }) => root === at.root && declared) ??
      candidates.find(({ declared }) => declared) ??
      candidates[0]
    );
  }

  private referred(at: ReadResource, kind: Kind, resolved: Resolved): OpenIdentity[] {
    const found = addressesIn(resolved).map((address) => this.byAddress.get(`${at.root}\n${address}`));
    return [...new Set(found.filter((identity) => identity?.kind === kind))] as OpenIdentity[];
  }

  private addLookedUp(kind: Kind, resource: ReadResource): void {
    const name = attributeText(resource, "name");
    const text = known(name);
    const same = text === undefined ? undefined : this.byName.get(`${kind} ${text}`)?.[0];
    if (same) this.byAddress.set(`${resource.root}\n${resource.address}`, same);
    else this.add(undeclared(resource, kind, name, attributeText(resource, "arn"), resource.surroundings));
  }

  private addNamed(at: ReadResource, kind: Kind, name: PartialText): OpenIdentity {
    const { partition, account } = at.surroundings;
    const arn = partialText`arn:${partition}:iam::${account}:${kind}/${UNKNOWN}${name}`;
    return this.add(undeclared(at, kind, name, arn, at.surroundings));
  }

  private add(identity: OpenIdentity): OpenIdentity {
    const { kind, name, root, address, declared } = identity;
    this.all.push(identity);
    // An attachment that names an identity is not that identity.
    if (declared || address.includes(`aws_iam_${kind}.`)) this.byAddress.set(`${root}\n${address}`, identity);
    const text = known(name);
    if (text === undefined) return identity;
    addTo(this.byName, `${kind} ${text}`, identity);
    return identity;
  }
}

function declared(build: Build, kind: Kind, resource: ReadResource): OpenIdentity {
  const trust: { trust?: PolicyDocument; maxSessionDuration?: number } = {};
  if (kind === "role") {
    const policy = resource.attribute("assume_role_policy");
    trust.trust = readDocument(build, resource, "assume_role_policy", policy, ["trust", "trust"]);
    const seconds = resource.argument("max_session_duration")?.value ?? SESSION_SECONDS.default;
    trust.maxSessionDuration = Number(rawText(asText(seconds)));
  }
  const name = resource.attribute("name");
  if (name.whys.length > 0) build.unknown(resource, "identity", "name", name, true);
  return located(resource, {
    kind,
    name: asText(name.value),
    path: attributeText(resource, "path"),
    arn: attributeText(resource, "arn"),
    account: asPartial(resource.surroundings.account),
    declared: true,
    ...trust,
    grants: [],
    groups: [],
  });
}

const undeclared = (
  at: Location,
  kind: Kind,
  name: PartialText,
  arn: PartialText,
  { account }: Surroundings,
): OpenIdentity =>
  located(at, {
    kind,
    name,
    path: partialText`/${UNKNOWN}`,
    arn,
    account: asPartial(account),
    declared: false,
    grants: [],
    groups: [],
  });
