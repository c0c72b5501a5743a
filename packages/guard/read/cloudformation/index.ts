import { MAX_STACK_TEMPLATES } from "../../bounds";
import type { Unknown } from "../../model";
import { Effort } from "../../support/effort";
import { isText } from "../../support/json";
import { located, whyOf } from "../assemble/build";
import type { Contents } from "../contents";
import type { ReadResource } from "../resource";
import type { CloudResource } from "./cloud-resource";
import { type Deployed, deployedFile, deployedStack, STACK_TYPES } from "./deployed";
import { notChecked } from "./not-checked";
import { CLOUD_CONTROL, cloudResourceOf } from "./provider-resources";
import type { TemplateFiles } from "./template-files";
import { translated, untranslated } from "./translate";

/**
 * Adds what is declared with CloudFormation's types, in the form of the provider hashicorp/aws: by the provider awscc, by
 * Cloud Control, by stacks, and by templates in files.
 * @param texts of all files: a template that a stack reads is checked only there
 */
export function withCloudFormation(
  contents: Contents,
  { templates, unknowns: unread }: TemplateFiles,
  texts: ReadonlyMap<string, string>,
): Contents {
  const resources: ReadResource[] = [];
  const unknowns: Unknown[] = [...contents.unknowns, ...unread];
  const add = (cloud: CloudResource, otherwise: () => ReadResource): void => {
    const twins = translated(cloud);
    resources.push(...(twins ?? [otherwise()]));
    const unknown = twins ? undefined : notChecked(cloud);
    if (unknown) unknowns.push(unknown);
  };
  const addAll = (deployed: Deployed): void => {
    for (const cloud of deployed.resources) add(cloud, () => untranslated(cloud));
    unknowns.push(...deployed.unknowns);
  };
  const bodies = new Set<unknown>();
  let characters = MAX_STACK_TEMPLATES;
  for (const text of texts.values()) characters += text.length;
  const effort = new Effort(characters);
  for (const resource of contents.resources) {
    const cloud = cloudResourceOf(resource);
    if (cloud) {
      add(cloud, () => resource);
      continue;
    }
    resources.push(resource);
    if (resource.mode !== "managed") continue;
    if (STACK_TYPES.has(resource.type)) {
      addAll(deployedStack(resource, overridesOf(resource, contents.resources), effort));
      const body = resource.argument("template_body")?.value;
      if (isText(body)) bodies.add(body);
    } else if (resource.type === CLOUD_CONTROL || resource.type === REPOSITORY_STACK)
      unknowns.push(unknownOf(resource));
  }
  for (const [file, template] of templates)
    if (!bodies.has(texts.get(file))) addAll(deployedFile(file, template, templates));
  return { ...contents, resources, unknowns };
}

const REPOSITORY_STACK = "aws_serverlessapplicationrepository_cloudformation_stack";

function unknownOf(resource: ReadResource): Unknown {
  const { address, type } = resource;
  const [what, why] =
    type === CLOUD_CONTROL
      ? [`What ${address} makes`, whyOf(resource.attribute("desired_state"))]
      : [`The template of ${address}`, "it is in the Serverless Application Repository, and no network is used"];
  return located(resource, { about: "template" as const, what, why });
}

const INSTANCES: ReadonlySet<string> = new Set([
  "aws_cloudformation_stack_instances",
  "aws_cloudformation_stack_set_instance",
]);

/** Parameters that an instance of a stack set gives other values; which set it belongs to may not be known. */
const overridesOf = (stack: ReadResource, all: readonly ReadResource[]): string[] =>
  stack.type !== "aws_cloudformation_stack_set"
    ? []
    : all
        .filter((one) => INSTANCES.has(one.type) && one.mode === "managed" && one.root === stack.root)
        .flatMap((one) => Object.keys(one.argument("parameter_overrides")?.value ?? {}));
