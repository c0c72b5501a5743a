import type { Json, ManagedPolicy, Resolved, UnreadModule } from "../../model";
import { asText, jsonOf, partsOf } from "../../support/json";
import { asPartial, isKnown, NOTHING_KNOWN, partialText, rawText, UNKNOWN } from "../../text";
import { type Build, located } from "./build";
import { readDocument } from "./document";
import type { OpenIdentity } from "./identities";
import { type Arguments, KNOWN_MODULES, type ModuleTrust } from "./known-modules";
import type { Policies } from "./policies";
import type { UnattachedDocuments } from "./unattached-documents";

/** What the arguments of modules that were not read say themselves about roles and their permissions. */
export function moduleArguments(
  build: Build,
  policies: Policies,
  modules: readonly UnreadModule[],
): UnattachedDocuments {
  const found = { roles: [] as OpenIdentity[], policies: [] as ManagedPolicy[] };
  for (const module of modules) {
    const given = module.value?.value;
    if (typeof given !== "object" || given === null || isOff(given as Arguments)) continue;
    addKnown(build, policies, module, given as Arguments, found.roles);
    for (const { path, value } of documentsIn(given)) addDocument(build, module, path, value, found);
  }
  return found;
}

const isOff = ({ create, enabled }: Arguments): boolean => create === false || enabled === false;

/** Why a part of a call is unknown is known only of the whole. */
const partOf = ({ value: whole }: UnreadModule, value: Json): Resolved =>
  whole && !isKnown(JSON.stringify(value)) ? { ...whole, value } : { value, whys: [], references: [] };

function addKnown(
  build: Build,
  policies: Policies,
  module: UnreadModule,
  given: Arguments,
  roles: OpenIdentity[],
): void {
  const known = KNOWN_MODULES.find(({ source }) => source.test(module.source));
  const trust = known?.trust(given);
  if (!known || !trust) return;
  const role = roleOf(
    build,
    module,
    "trust",
    trustDocument(trust),
    given.name ?? given.role_name ?? given.iam_role_name,
  );
  for (const reference of policies.listed(module, "policies", partOf(module, known.policies(given))))
    role.grants.push({ kind: "managed", attachment: located(module, {}), ...reference });
  roles.push(role);
}

function trustDocument({ issuer, subjects, audiences }: ModuleTrust): Json {
  const condition: Record<string, Record<string, readonly Json[]>> = {};
  for (const [operator, values] of Object.entries(subjects))
    condition[operator] = { [`${rawText(issuer)}:sub`]: values };
  if (audiences.length > 0)
    condition.StringEquals = { ...condition.StringEquals, [`${rawText(issuer)}:aud`]: audiences };
  const statement = {
    Effect: "Allow",
    Principal: { Federated: partialText`arn:aws:iam::${UNKNOWN}:oidc-provider/${issuer}` },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: condition,
  };
  return jsonOf({ Version: "2012-10-17", Statement: [statement] });
}

/** Policies as JSON texts or as objects, each with the argument that holds it. */
function* documentsIn(given: Json): Generator<{ readonly path: string; readonly value: Json }> {
  for (const { path, value } of partsOf(given)) {
    if (path !== "" && Object.hasOwn(value, "Statement")) yield { path, value };
    for (const [name, one] of Object.entries(value))
      for (const text of [one].flat())
        if (typeof text === "string" && /"Statement"/.test(text))
          yield { path: path === "" ? name : `${path}.${name}`, value: text };
  }
}

function addDocument(
  build: Build,
  module: UnreadModule,
  path: string,
  value: Json,
  found: { readonly roles: OpenIdentity[]; readonly policies: ManagedPolicy[] },
): void {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (!/"(?:Not)?Principal"/.test(text)) {
    const document = readDocument(build, module, path, partOf(module, value), ["identity", "permission"]);
    const arn = partialText`arn:aws:iam::${UNKNOWN}:policy/${UNKNOWN}`;
    const policy = { name: asPartial(path), path: partialText`/${UNKNOWN}`, arn, document };
    found.policies.push(located(module, policy));
  } else if (text.includes("sts:AssumeRole")) found.roles.push(roleOf(build, module, path, value, undefined));
}

/** The module may do more with it than its arguments say. */
const roleOf = (
  build: Build,
  module: UnreadModule,
  argument: string,
  document: Json,
  name: Json | undefined,
): OpenIdentity =>
  located(module, {
    kind: "role" as const,
    name: asText(name ?? NOTHING_KNOWN),
    path: partialText`/${UNKNOWN}`,
    arn: partialText`arn:aws:iam::${UNKNOWN}:role/${UNKNOWN}${asText(name ?? NOTHING_KNOWN)}`,
    account: NOTHING_KNOWN,
    declared: false,
    trust: readDocument(build, module, argument, partOf(module, document), ["trust", "trust"]),
    grants: [],
    groups: [],
  });
