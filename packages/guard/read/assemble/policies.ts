import type { ManagedPolicy, PolicyReference, Resolved } from "../../model";
import { isKnown } from "../../text";
import type { ReadResource } from "../resource";
import { addressesIn, type Build, located, textOf } from "./build";
import { readDocument } from "./document";

/** The managed policies that are declared, and the lookup of the one that an ARN means. */
export class Policies {
  readonly all: readonly ManagedPolicy[];
  private readonly byArn = new Map<string, ManagedPolicy[]>();
  private readonly byAddress = new Map<string, ManagedPolicy>();

  constructor(private readonly build: Build) {
    this.all = build.managed("aws_iam_policy").map((resource) => managedPolicy(build, resource));
    for (const policy of this.all) {
      this.byArn.set(policy.arn, [...(this.byArn.get(policy.arn) ?? []), policy]);
      this.byAddress.set(`${policy.root}\n${policy.address}`, policy);
    }
  }

  /** The policy that an argument with one ARN means. */
  named(at: ReadResource, argument: string, resolved: Resolved): PolicyReference {
    return this.find(at, argument, String(resolved.value), resolved);
  }

  /** The policies that an argument with a list of ARNs means. */
  listed(at: ReadResource, argument: string, resolved: Resolved): PolicyReference[] {
    const arns = Array.isArray(resolved.value) ? resolved.value.map(String) : [String(resolved.value)];
    return arns.map((arn) => this.find(at, argument, arn, resolved));
  }

  private find(at: ReadResource, argument: string, arn: string, resolved: Resolved): PolicyReference {
    const candidates = this.byArn.get(arn) ?? [];
    const referred = addressesIn(resolved)
      .map((address) => this.byAddress.get(`${at.root}\n${address}`))
      .filter((policy) => policy !== undefined);
    const [policy, ...others] =
      candidates.length > 0 && isKnown(arn) ? candidates : candidates.filter((one) => referred.includes(one));
    if (policy && others.length === 0) return { arn, policy };
    // AWS's own policies are never declared in the input.
    if (!/^arn:[^:]*:iam::aws:/.test(arn)) {
      const why = policy ? `${arn} is declared more than once` : "the policy that it names is not in the input";
      this.build.unknown(at, "permission", argument, isKnown(arn) ? { whys: [why], references: [] } : resolved);
    }
    return { arn };
  }
}

function managedPolicy(build: Build, resource: ReadResource): ManagedPolicy {
  const document = readDocument(build, resource, "policy", resource.attribute("policy"), ["identity", "permission"]);
  return located(resource, {
    name: textOf(resource, "name"),
    path: textOf(resource, "path"),
    arn: textOf(resource, "arn"),
    document,
  });
}
