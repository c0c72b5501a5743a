import type { AccessModel, Location, ResourcePolicy } from "../../../model";
import { evaluate } from "../../../policy/evaluate";
import { compilePolicy } from "../../../policy/policy";
import type { Requester } from "../../../policy/requester";
import type { Statement } from "../../../policy/statement";
import { sameText } from "../../../policy/wildcard";
import { rawText, readable } from "../../../text";
import { callTo, isExact, questionsAbout } from "./document-writers";
import type { IssuerDocuments } from "./issuer-documents";
import { ADVERSARY_ACCOUNT, EVERYTHING } from "./outsider";

/** A principal that is not in the model, to whom a bucket's policy gives the right to write. */
export interface Grantee {
  readonly at: Location;
  readonly name: string;
  readonly actions: readonly string[];
}

/** Those to whom a bucket's policy opens more than the documents by their names; whoever is open to anyone, another rule reports. */
export const granteesOf = (model: AccessModel, documents: IssuerDocuments): Grantee[] =>
  model.resourcePolicies
    .filter(({ service, resource }) => service === "s3" && sameText(resource, documents.bucket) === true)
    .flatMap((at) => {
      const declared = new Set(model.identities.map(({ arn }) => rawText(arn)));
      const members = at.document.statements.flatMap((one) => (one.effect === "Allow" ? principalsOf(one) : []));
      return [...new Map(members.map((one) => [one.name, one]))]
        .filter(([name]) => !declared.has(name))
        .flatMap(([name, { requester }]): Grantee[] => {
          const actions = written(at, requester, documents);
          return actions.length > 0 ? [{ at, name, actions }] : [];
        });
    });

interface Named {
  readonly name: string;
  readonly requester: Requester;
}

function principalsOf({ principals, conditions }: Statement): Named[] {
  if (!principals || principals.not) return [];
  return principals.members.flatMap(({ type, id }): Named[] => {
    const name = readable(id);
    if (type !== "AWS" && type !== "*") return [];
    if (name === "*") {
      const requester: Requester = { kind: "user", arn: `arn:aws:iam::${ADVERSARY_ACCOUNT}:user/mallory` };
      return conditions.length > 0 ? [{ name: "everyone who meets its conditions", requester }] : [];
    }
    const account = /^(?:arn:[^:]*:iam::)?(\d{12})(?::root)?$/.exec(name)?.[1];
    if (account !== undefined) return [{ name: `the account ${account}`, requester: { kind: "account", account } }];
    return /:(?:role|user)\//.test(name)
      ? [{ name: rawText(id), requester: { kind: /:user\//.test(name) ? "user" : "role", arn: id } }]
      : [];
  });
}

const OWNER = "999999999991";

/** As anyone in another account, to whom their own account allows everything. */
function written({ document, address }: ResourcePolicy, requester: Requester, documents: IssuerDocuments): string[] {
  const statements = document.statements.filter(
    ({ effect, resources }) => effect === "Deny" || resources?.not || !resources?.patterns.map(rawText).every(isExact),
  );
  const policy = compilePolicy(`policy of ${address}`, statements);
  const asked = questionsAbout(documents).filter(
    ({ action, resource }) =>
      evaluate(
        { requester, action, resource, resourceAccount: OWNER, context: callTo(OWNER) },
        { identity: [EVERYTHING], resource: [policy] },
      ).outcome !== "denied",
  );
  return [...new Set(asked.map(({ action }) => action))];
}
