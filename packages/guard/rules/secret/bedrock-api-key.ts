import type { AccessModel, Json, Resource } from "../../model";
import type { Rule, Violation } from "../../rule";
import { apiKeyPlace } from "../../support/bedrock-api-key";
import { asText } from "../../support/json";
import { given, kubernetesObjects } from "../../support/kubernetes";
import { isKnown, known, readable } from "../../text";
import { isKubernetes } from "./support/ownership";

const VARIABLE = "AWS_BEARER_TOKEN_BEDROCK, which contains a Bedrock API key";

export const bedrockApiKey: Rule = {
  id: "bedrock-api-key",
  area: "secret",
  severity: "warning",
  what: "A Bedrock API key is created, or given to a program.",
  why: "Anyone who has the key can call Bedrock from anywhere, as its user. Clients use AWS_BEARER_TOKEN_BEDROCK before every other credential, so that a role or a short session has no effect.",
  fix: "Delete the key and the variable, and let the program use a role or a short session.",
  source: "https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html",
  *check(model) {
    for (const { at, kind, body } of kubernetesObjects(model)) {
      const place = apiKeyPlace(body, readable(given(kind, "manifest")));
      if (place !== undefined) yield { at, message: `${place} sets ${VARIABLE}.` };
    }
    for (const at of model.resources) if (at.mode === "managed" && !isKubernetes(at)) yield* inResource(at);
    for (const { value, ...at } of calls(model)) {
      const place = apiKeyPlace(value?.value ?? null, "");
      if (place !== undefined) yield { at, message: `${place.replace(/^\./, "") || "It"} sets ${VARIABLE}.` };
    }
  },
};

const calls = ({ modules, charts }: AccessModel) => [...modules, ...charts];

function* inResource(at: Resource): Generator<Violation> {
  if (at.type === "aws_iam_service_specific_credential") yield* serviceCredential(at);
  for (const argument of at.argumentNames) {
    const value: Json = at.argument(argument)?.value ?? null;
    const place = apiKeyPlace(value, argument);
    if (place === undefined) continue;
    yield { at, message: `${place} sets ${VARIABLE}.` };
    return;
  }
}

function* serviceCredential(at: Resource): Generator<Violation> {
  const service = asText(at.argument("service_name")?.value ?? null);
  const user = readable(asText(at.argument("user_name")?.value ?? null));
  if (known(service) === "bedrock.amazonaws.com")
    yield { at, message: `User ${user} gets a Bedrock API key, which is also in Terraform's state.` };
  else if (!isKnown(service))
    yield { at, severity: "info", message: `User ${user} may get a Bedrock API key: service_name is not known.` };
}
