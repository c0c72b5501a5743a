import type { AccessModel, NamedValue } from "../../../model";
import type { Violation } from "../../../rule";
import { literalsOf } from "./literals";
import { literalViolation } from "./violation";

/** The secrets that are written in the configurations of providers, or of backends. */
export function* configuredCredentials(model: AccessModel, places: readonly NamedValue[]): Generator<Violation> {
  for (const at of places) {
    if (!at.value || isEmulated(at)) continue;
    for (const literal of literalsOf(model, { at, argument: "", value: at.value.value }))
      yield literalViolation(at, { ...literal, path: literal.path.replace(/^\./, "") });
  }
}

/** Credentials for an emulator on this machine give access to nothing. */
function isEmulated({ value }: NamedValue): boolean {
  const settings = value?.value;
  if (typeof settings !== "object" || settings === null) return false;
  const { endpoints = null, endpoint = null } = settings as Readonly<Record<string, unknown>>;
  return /https?:\/\/(?:localhost|127\.0\.0\.1|localstack|moto|host\.docker\.internal|[\w.-]*localhost\.localstack\.cloud)["/:]/.test(
    JSON.stringify([endpoints, endpoint]),
  );
}
