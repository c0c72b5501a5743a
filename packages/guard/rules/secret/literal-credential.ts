import type { AccessModel, Resource } from "../../model";
import type { Rule, Violation } from "../../rule";
import { literalsOf } from "./support/literals";
import { nameOf } from "./support/origins";
import { isCloudInit, isKubernetes, isPlainParameter, USER_DATA } from "./support/ownership";
import { literalViolation } from "./support/violation";

export const literalCredential: Rule = {
  id: "literal-credential",
  area: "secret",
  severity: "error",
  what: "A credential is written in the configuration.",
  why: "Anyone who can read the repository, its history, a plan or the state has it, and changing it needs a commit.",
  fix: "Revoke it, then read it from Secrets Manager or a SecureString parameter, or use a role, which needs no credential.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
  *check(model) {
    yield* inResources(model);
    for (const at of model.modules)
      for (const literal of literalsOf(model, { at, argument: "", value: at.value?.value ?? null }))
        yield literalViolation(at, { ...literal, path: literal.path.replace(/^\./, "") });
    for (const at of model.charts)
      for (const literal of literalsOf(model, { at, argument: "values", value: at.value?.value ?? null }))
        yield literalViolation(at, literal);
    for (const at of model.locals)
      for (const literal of literalsOf(model, { at, argument: nameOf(at), value: at.value?.value ?? null }))
        yield literalViolation(at, literal);
  },
};

function* inResources(model: AccessModel): Generator<Violation> {
  for (const at of model.resources) {
    if (isKubernetes(at) || isCloudInit(at)) continue;
    for (const argument of at.argumentNames) {
      // These are read by other rules, or in another way.
      if (USER_DATA.has(argument) || (at.type === "helm_release" && argument === "values")) continue;
      // Only a plan has these: the ids of keys, whose secrets AWS gives to nobody.
      if (at.type === "aws_iam_access_keys" && argument === "access_keys") continue;
      if (isPlainParameter(at) && /^(?:insecure_)?value/.test(argument)) continue;
      const value = at.argument(argument)?.value ?? null;
      for (const literal of literalsOf(model, { at, argument, name: calledBy(at, argument), value }))
        yield literalViolation(at, literal);
    }
  }
}

/** The values of secrets and of encrypted parameters are secrets because of where they are. */
function calledBy(resource: Resource, argument: string): string {
  if (resource.type === "aws_secretsmanager_secret_version" && /^secret_string/.test(argument)) return "password";
  return resource.type === "aws_ssm_parameter" && /^value/.test(argument) ? "secret" : argument;
}
