import type { ActionCatalogue } from "../catalogue/catalogue";
import { type AccessModel, type Identity, permissionsOf, whenOf } from "../model";
import { type Holder, holdersOf } from "../rules/permission/support/holder";
import { readable } from "../text";
import { unreadOf } from "../unread";
import { missing, withReasons } from "./compare";
import { ProofEffort } from "./effort";
import { permitted } from "./permitted";
import type { DeclaredNeed, PrincipalProof, Proof } from "./proof";

/**
 * Finds out for every principal which of all actions it may use, on which resource, under which conditions and by which
 * statement. Policies of AWS and of other files are only named; policies of resources are left out.
 * A principal that has other permissions in an alternative is there once more.
 * @param catalogue of all services
 * @param needs compared with what is permitted, where they are given
 */
export function prove(model: AccessModel, catalogue: ActionCatalogue, needs?: readonly DeclaredNeed[]): Proof {
  const effort = new ProofEffort();
  const provenIn = (one: AccessModel) => {
    const byAddress = new Map(one.identities.map((identity) => [`${identity.root}\n${identity.address}`, identity]));
    return holdersOf(one).map((holder): [root: string, proof: PrincipalProof] => [
      holder.at.root,
      provePrincipal(holder, byAddress.get(`${holder.at.root}\n${holder.at.address}`), catalogue, effort, needs),
    ]);
  };
  const first = provenIn(model);
  const told = new Set(first.map(([root, proof]) => JSON.stringify([root, proof])));
  const otherwise = model.alternatives.flatMap((alternative) =>
    provenIn(alternative.model).flatMap(([root, proof]) => {
      const text = JSON.stringify([root, proof]);
      if (told.has(text)) return [];
      told.add(text);
      return { ...proof, name: `${proof.name} ${whenOf(alternative, root)}` };
    }),
  );
  const principals = [...first.map(([, proof]) => proof), ...otherwise];
  return {
    catalogue: catalogue.version,
    services: catalogue.actions.size,
    actions: [...catalogue.actions.values()].reduce((sum, { size }) => sum + size, 0),
    unread: unreadOf(model),
    principals: principals.sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0)),
  };
}

function provePrincipal(
  holder: Holder,
  identity: Identity | undefined,
  catalogue: ActionCatalogue,
  effort: ProofEffort,
  needs: readonly DeclaredNeed[] | undefined,
): PrincipalProof {
  const { at, name, ownName } = holder;
  const named = needs?.filter(({ principal }) => principal === at.address || principal === ownName);
  // The need for a policy is declared with the principal that has it.
  const own = identity || (named ?? []).length > 0 ? named : undefined;
  const all = withReasons(permitted(holder, catalogue, effort), own ?? []);
  return {
    name,
    address: at.address,
    permitted: all,
    missing: missing(holder, all, own ?? [], catalogue),
    undeclared: own ? all.filter(({ why }) => why.length === 0) : [],
    unproven: unproven(holder, identity),
  };
}

function unproven({ documents, boundary }: Holder, identity: Identity | undefined): string[] {
  const grants = identity ? permissionsOf(identity) : [];
  const elsewhere = grants.flatMap((grant) => (grant.kind === "managed" && !grant.policy ? [grant.arn] : []));
  const limit = boundary && !boundary.policy ? [boundary.arn] : [];
  return [
    ...(identity?.givenTo ?? []).map(({ address }) => `${address} was not read: it may attach policies`),
    ...[...elsewhere, ...limit].map((arn) => `${readable(arn)}: its content is not in these files`),
    ...documents
      .filter(({ complete }) => !complete)
      .map(
        ({ address, argument, whys }) => `${address} ${argument}: ${whys.join("; ") || "not every statement is known"}`,
      ),
  ].sort();
}
