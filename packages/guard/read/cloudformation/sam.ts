import type { Json } from "../../model";
import { isText, jsonOf } from "../../support/json";
import { rawText } from "../../text";
import { isObject, type JsonObject } from "../kubernetes/json-of";
import { callOf } from "./intrinsics";

/** Types that get a role of their own, with the service that assumes it. */
const HOLDERS: Readonly<
  Record<string, { readonly service: string; readonly becomes: string; readonly managed: readonly string[] }>
> = {
  "AWS::Serverless::Function": {
    service: "lambda",
    becomes: "AWS::Lambda::Function",
    managed: ["service-role/AWSLambdaBasicExecutionRole"],
  },
  "AWS::Serverless::StateMachine": { service: "states", becomes: "AWS::StepFunctions::StateMachine", managed: [] },
};

/** Properties that `Globals` may set for all functions. */
const OF_ALL = ["AssumeRolePolicyDocument", "FunctionUrlConfig", "PermissionsBoundary", "Role"];

/** A template of the Serverless Application Model as the template that CloudFormation makes of it. */
export interface Serverless {
  readonly body: JsonObject;
  /** The resource in the template that one that SAM adds comes from. */
  readonly origins: ReadonlyMap<string, string>;
  /** Named policies that SAM fills in, by the logical id of the function: they are not checked. */
  readonly named: readonly { readonly id: string; readonly policy: string; readonly wide: boolean }[];
}

/** @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html */
export function withoutServerless(body: JsonObject): Serverless {
  const resources = new Map<string, Json>();
  const origins = new Map<string, string>();
  const named: { id: string; policy: string; wide: boolean }[] = [];
  const declared = isObject(body.Resources) ? body.Resources : {};
  for (const [id, resource] of Object.entries(declared)) {
    resources.set(id, resource);
    const type = isObject(resource) ? String(resource.Type) : "";
    const holder = Object.hasOwn(HOLDERS, type) ? HOLDERS[type] : undefined;
    if (!holder || !isObject(resource)) continue;
    const properties = { ...globals(body, type), ...(isObject(resource.Properties) ? resource.Properties : {}) };
    resources.set(id, { ...resource, Type: jsonOf(holder.becomes), Properties: properties });
    const add = (suffix: string, Type: string, Properties: unknown): void => {
      // SAM refuses an id that is taken; what is declared must not be hidden by it.
      const own = Object.hasOwn(declared, id + suffix) ? `${id}.${suffix}` : id + suffix;
      resources.set(own, jsonOf({ Type, Properties }));
      origins.set(own, id);
    };
    const { AuthType } = isObject(properties.FunctionUrlConfig) ? properties.FunctionUrlConfig : {};
    if (AuthType !== undefined) add("Url", "AWS::Lambda::Url", { TargetFunctionArn: { Ref: id }, AuthType });
    if (properties.Role !== undefined) continue;
    const { arns, documents, templates } = policiesIn(properties.Policies ?? null);
    named.push(...templates.map((one) => ({ id, ...one })));
    add("Role", "AWS::IAM::Role", {
      AssumeRolePolicyDocument: properties.AssumeRolePolicyDocument ?? trustOf(holder.service),
      ManagedPolicyArns: [...holder.managed.map(managedArn), ...arns],
      Policies: documents.map((PolicyDocument) => ({ PolicyDocument })),
      ...(properties.PermissionsBoundary !== undefined && { PermissionsBoundary: properties.PermissionsBoundary }),
    });
  }
  return { body: { ...body, Resources: Object.fromEntries(resources) }, origins, named };
}

function globals({ Globals: all }: JsonObject, type: string): JsonObject {
  const given = isObject(all) && type === "AWS::Serverless::Function" ? all.Function : undefined;
  if (!isObject(given)) return {};
  return Object.fromEntries(Object.entries(given).filter(([name]) => OF_ALL.includes(name)));
}

const trustOf = (service: string) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: ["sts:AssumeRole"], Principal: { Service: [`${service}.amazonaws.com`] } }],
});

const managedArn = (name: string): Json => jsonOf({ "Fn::Sub": `arn:\${AWS::Partition}:iam::aws:policy/${name}` });

interface Policies {
  readonly arns: Json[];
  readonly documents: Json[];
  readonly templates: { readonly policy: string; readonly wide: boolean }[];
}

/** Names and ARNs of managed policies, documents, and SAM's policy templates: one of them, or a list. */
function policiesIn(policies: Json): Policies {
  const found: Policies = { arns: [], documents: [], templates: [] };
  const open: Json[] = [policies].flat() as Json[];
  for (let one = open.shift(); one !== undefined; one = open.shift()) {
    const call = callOf(one);
    if (isText(one)) found.arns.push(/^arn:|^\{\{/.test(rawText(one)) ? one : managedArn(rawText(one)));
    else if (call?.name === "Fn::If") open.push(...([call.given].flat() as Json[]).slice(1));
    else if (call) {
      if (String(call.given) !== "AWS::NoValue") found.arns.push(one);
    } else if (isObject(one) && one.Statement !== undefined)
      found.documents.push(jsonOf({ Version: "2012-10-17", ...one }));
    else if (isObject(one))
      for (const [policy, parameters] of Object.entries(one))
        found.templates.push({ policy, wide: JSON.stringify(parameters).includes("*") });
  }
  return found;
}
