import type { Location, ManagedPolicy, PolicyReference, Resolved } from "../../model";
import { sameText } from "../../policy/wildcard";
import { addTo } from "../../support/add-to";
import { asText } from "../../support/json";
import { isKnown, known, matchesPattern, type PartialText, partialText, readable, UNKNOWN } from "../../text";
import type { ReadResource } from "../resource";
import { addressesIn, attributeText, type Build, located, textsOf } from "./build";
import { readDocument } from "./document";

/** It limits what other policies grant. */
const BOUNDARY = "permissions_boundary";

/** The managed policies that are declared, and the lookup of the one that an ARN means. */
export class Policies {
  readonly all: readonly ManagedPolicy[];
  private readonly byArn = new Map<PartialText, ManagedPolicy[]>();
  private readonly byAddress = new Map<string, ManagedPolicy>();

  constructor(private readonly build: Build) {
    this.all = build.managed("aws_iam_policy").map((resource) => managedPolicy(build, resource));
    for (const policy of this.all) {
      addTo(this.byArn, policy.arn, policy);
      this.byAddress.set(`${policy.root}\n${policy.address}`, policy);
    }
  }

  /** The policy that an argument with one ARN means. */
  named(at: Location, argument: string, resolved: Resolved): PolicyReference {
    return this.find(at, argument, asText(resolved.value), resolved);
  }

  /** The policies that an argument with a list of ARNs means; an empty text is none. */
  listed(at: Location, argument: string, resolved: Resolved): PolicyReference[] {
    this.build.unset(at, "permission", argument, resolved);
    const arns = textsOf(resolved).filter((arn) => known(arn) !== "");
    return arns.map((arn) => this.find(at, argument, arn, resolved));
  }

  /** What a name without an account means. */
  called(at: Location, argument: string, name: PartialText, resolved?: Resolved): PolicyReference {
    const arn = partialText`arn:aws:iam::${UNKNOWN}:policy/${UNKNOWN}${name}`;
    const { whys = [], references = [] } = resolved ?? {};
    const found = isKnown(name)
      ? this.all.filter((one) => sameText(one.name, name) === true)
      : this.referred(at, { references });
    const own = found.filter(({ root }) => root === at.root);
    const [policy, ...others] = own.length > 0 ? own : found;
    if (policy && others.length === 0) return { arn, policy };
    const why = policy ? `${readable(name)} is declared more than once` : "its content is not in these files";
    this.build.unknown(
      at,
      "permission",
      argument,
      isKnown(name) ? { whys: [why], references: [] } : { whys, references },
    );
    return { arn };
  }

  private referred(at: Location, resolved: Pick<Resolved, "references">): ManagedPolicy[] {
    const found = addressesIn(resolved).map((address) => this.byAddress.get(`${at.root}\n${address}`));
    return found.filter((policy) => policy !== undefined);
  }

  private find(at: Location, argument: string, arn: PartialText, resolved: Resolved): PolicyReference {
    const candidates = this.byArn.get(arn) ?? [];
    const referred = this.referred(at, resolved);
    const [policy, ...others] =
      candidates.length > 0 && isKnown(arn) ? candidates : candidates.filter((one) => referred.includes(one));
    if (policy && others.length === 0) return { arn, policy };
    // AWS's own policies are never declared in the input.
    if (matchesPattern(arn, /^arn:[^:]*:iam::aws:/) !== true) {
      const why = policy
        ? `${readable(arn)} is declared more than once`
        : "the policy that it names is not in the input";
      this.build.unknown(
        at,
        "permission",
        argument,
        isKnown(arn) ? { whys: [why], references: [] } : resolved,
        argument === BOUNDARY,
      );
    }
    return { arn };
  }
}

function managedPolicy(build: Build, resource: ReadResource): ManagedPolicy {
  const document = readDocument(build, resource, "policy", resource.attribute("policy"), ["identity", "permission"]);
  return located(resource, {
    name: attributeText(resource, "name"),
    path: attributeText(resource, "path"),
    arn: attributeText(resource, "arn"),
    document,
  });
}
