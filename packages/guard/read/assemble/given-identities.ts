import type { NamedValue } from "../../model";
import { addressesIn } from "./build";
import type { OpenIdentity } from "./identities";

/** Notes which identities are arguments of modules that were not read. */
export function noteGiven(identities: readonly OpenIdentity[], modules: readonly NamedValue[]): void {
  if (modules.length === 0) return;
  const byAddress = new Map(identities.map((identity) => [`${identity.root}\n${identity.address}`, identity]));
  for (const module of modules)
    for (const address of new Set(addressesIn(module.value ?? { references: [] }))) {
      const identity = byAddress.get(`${module.root}\n${address}`);
      if (identity) identity.givenTo = [...(identity.givenTo ?? []), module];
    }
}
