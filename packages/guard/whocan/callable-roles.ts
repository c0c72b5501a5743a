import type { Identity } from "../model";
import { addTo } from "../support/add-to";
import { type AnyText, isKnown, rawText } from "../text";

/** The roles that other roles may assume, found by the names of those that their trust policies allow. */
export class CallableRoles {
  /** By the last part of the name of a role that they name. */
  private readonly byCaller = new Map<string, Identity[]>();
  /** Those that name others than single roles. */
  private readonly byAny: Identity[] = [];

  constructor(roles: readonly Identity[]) {
    for (const role of roles) {
      const callers = callersOf(role);
      if (callers.includes(undefined)) this.byAny.push(role);
      else for (const caller of new Set(callers)) addTo(this.byCaller, caller as string, role);
    }
  }

  /** The roles that a role may be able to assume, as far as the names in their trust policies tell. */
  from({ arn }: Identity): readonly Identity[] {
    const caller = roleName(arn);
    const named = caller === undefined ? [...new Set([...this.byCaller.values()].flat())] : this.byCaller.get(caller);
    return [...this.byAny, ...(named ?? [])];
  }
}

/** Names of the roles that a trust policy allows; `undefined` for any other AWS principal. */
const callersOf = ({ trust }: Identity): (string | undefined)[] =>
  (trust?.statements ?? []).flatMap(({ effect, principals }) => {
    if (effect === "Deny") return [];
    if (!principals || principals.not) return [undefined];
    return principals.members.flatMap(({ type, id }) => (type === "AWS" || type === "*" ? [roleName(id)] : []));
  });

/** The last part of the name in the ARN of a role, if it is known: two texts for one role agree in it. */
function roleName(arn: AnyText): string | undefined {
  const [, name] = /^arn:[^:]*:iam::[^:]*:role\/(?:.*\/)?([^/]+)$/s.exec(rawText(arn)) ?? [];
  return name !== undefined && isKnown(name) && !/[*?$]/.test(name) ? name : undefined;
}
