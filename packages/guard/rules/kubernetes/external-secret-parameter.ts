import type { AccessModel } from "../../model";
import { sameText } from "../../policy/wildcard";
import type { Rule } from "../../rule";
import { memberAt, textAt } from "../../support/json";
import { known, partialText } from "../../text";
import { externalSecretsIn, type Remote, remotesOf } from "./support/external-secrets";

export const externalSecretParameter: Rule = {
  id: "external-secret-parameter",
  area: "kubernetes",
  severity: "warning",
  what: "An ExternalSecret reads a parameter that no stack writes.",
  why: "The Secret is not created, and pods that need it do not start.",
  fix: "Correct the key, or declare the parameter; if it is written elsewhere, exempt this finding and say where.",
  source: "https://external-secrets.io/latest/provider/aws-parameter-store/",
  *check(model) {
    // If no parameter is declared at all, they are managed elsewhere.
    if (model.parameters.length === 0) return;
    for (const object of externalSecretsIn(model))
      for (const remote of remotesOf(model, object)) {
        const name = parameterOf(remote);
        if (name === undefined || mayBeWritten(model, name)) continue;
        const message = `${remote.path} is ${JSON.stringify(name)}, but no stack writes this parameter.`;
        yield remote.store ? { at: object.at, message } : { at: object.at, message, severity: "info" };
      }
  },
};

/** `undefined` if it is not, or may not be, the name of a parameter. */
function parameterOf({ key, store }: Remote): string | undefined {
  const text = known(key);
  const aws = memberAt(store?.body, "spec", "provider", "aws");
  if (text === undefined || (store && known(textAt(aws, "service")) !== "ParameterStore")) return undefined;
  const [, path] = /^arn:[^:]*:ssm:[^:]*:[^:]*:parameter(\/.*)$/.exec(text) ?? [];
  return path ?? known(partialText`${textAt(aws, "prefix")}${text}`);
}

/** Or may be, as far as names are known. ARNs write a slash before a name without levels, too. */
const mayBeWritten = (model: AccessModel, name: string): boolean =>
  model.parameters.some(
    (parameter) =>
      sameText(parameter.name, name) !== false || sameText(partialText`/${parameter.name}`, name) !== false,
  );
