import { MAX_STACK_TEMPLATES } from "../../bounds";
import type { Json, Location, Resolved, Unknown } from "../../model";
import type { Effort } from "../../support/effort";
import { folded } from "../../support/folded";
import { isText } from "../../support/json";
import { isKnown, NOTHING_KNOWN, rawText, UNKNOWN } from "../../text";
import { AccessInputError } from "../access-input-error";
import { located, whyOf } from "../assemble/build";
import { type Surroundings, UNKNOWN_SURROUNDINGS } from "../configuration/provider";
import { Evaluation } from "../expression/evaluation";
import { isObject, type JsonObject } from "../kubernetes/json-of";
import type { ReadResource } from "../resource";
import { joinPath, parentFolder } from "../source/path";
import type { CloudResource } from "./cloud-resource";
import { mayGrantWithin } from "./not-checked";
import { withoutServerless } from "./sam";
import { Stack, type StackProps } from "./stack";
import { parseTemplate, type Template } from "./template";
import { rootOf } from "./template-files";
import { twinOf } from "./types";

/** What a template declares. */
export interface Deployed {
  readonly resources: readonly CloudResource[];
  readonly unknowns: readonly Unknown[];
}

/** Transforms that add no resources, or whose resources are known here. */
const KNOWN_TRANSFORMS =
  /^AWS::(?:Serverless-2016-10-31|LanguageExtensions|CodeDeployBlueGreen|SecretsManager-\d{4}-\d\d-\d\d)$/;

/** What a template in a file declares, with the defaults of its parameters. */
export const deployedFile = (file: string, template: Template, templates: ReadonlyMap<string, Template>): Deployed => {
  const { resources, unknowns } = deployed({
    template,
    at: { address: file, root: rootOf(file), file },
    prefix: "",
    surroundings: UNKNOWN_SURROUNDINGS,
    evaluation: new Evaluation(),
    name: UNKNOWN,
  });
  // Before it is packaged, a nested stack names a file beside it, which is checked on its own.
  const isHere = ({ type, property }: CloudResource): boolean => {
    const path = property(type === "AWS::Serverless::Application" ? "Location" : "TemplateURL")?.value;
    return isText(path) && templates.has(joinPath(parentFolder(file), rawText(path)));
  };
  return { resources: resources.filter((resource) => !isHere(resource)), unknowns };
};

/** Types of the provider hashicorp/aws that deploy a template. */
export const STACK_TYPES: ReadonlySet<string> = new Set(["aws_cloudformation_stack", "aws_cloudformation_stack_set"]);

/**
 * What a stack of Terraform declares.
 * @param overridden parameters that other resources give other values
 * @param effort characters of templates that may still be read
 */
export function deployedStack(stack: ReadResource, overridden: readonly string[], effort: Effort): Deployed {
  const unread = (why: string): Deployed => ({
    resources: [],
    unknowns: [located(stack, { about: "template" as const, what: `The template of ${stack.address}`, why })],
  });
  const body = stack.argument("template_body");
  const url = stack.argument("template_url");
  if (!body) {
    // Without either, a stack keeps the template that it has.
    const where = url && isText(url.value) && isKnown(url.value) ? rawText(url.value) : "a URL";
    return unread(url ? `it is at ${where}, and no network is used` : "it is not written here");
  }
  const text = isText(body.value) ? rawText(body.value) : UNKNOWN;
  if (text === UNKNOWN) return unread(whyOf(body));
  if (!effort.spend(text.length))
    return unread(`the templates of all stacks have more than ${MAX_STACK_TEMPLATES} characters beside the input`);
  try {
    const template = parseTemplate(stack.file, text, false);
    if (!template) return unread("template_body is not a template of CloudFormation");
    return deployed({
      template,
      at: stack,
      prefix: `${stack.address}.`,
      surroundings: surroundingsOf(stack),
      evaluation: new Evaluation(),
      name: nameOf(stack),
      parameters: parametersOf(stack, overridden),
      unknown: body,
    });
  } catch (error) {
    if (!(error instanceof AccessInputError)) throw error;
    return unread(`template_body cannot be read: ${error.what}`);
  }
}

/** The stacks of a set are in other accounts. */
const surroundingsOf = ({ type, surroundings }: ReadResource): Surroundings =>
  type === "aws_cloudformation_stack" ? surroundings : { ...UNKNOWN_SURROUNDINGS, partition: surroundings.partition };

function nameOf(stack: ReadResource): string {
  const name = stack.argument("name")?.value;
  return stack.type === "aws_cloudformation_stack" && isText(name) ? rawText(name) : UNKNOWN;
}

function parametersOf(stack: ReadResource, overridden: readonly string[]): ReadonlyMap<string, Resolved> {
  const given = stack.argument("parameters");
  const values = isObject(given?.value) ? given.value : {};
  const parameters = Object.entries(values).map(([name, value]): [string, Resolved] => [name, partOf(given, value)]);
  const why = `the stacks of ${stack.address} have different values for it`;
  const others = overridden.map((name): [string, Resolved] => [
    name,
    { value: NOTHING_KNOWN, whys: [why], references: [] },
  ]);
  return new Map([...parameters, ...others]);
}

const partOf = (whole: Resolved | undefined, value: Json): Resolved =>
  whole && !isKnown(JSON.stringify(value))
    ? { ...whole, value }
    : { value, whys: [], references: whole?.references ?? [] };

function deployed(props: StackProps): Deployed {
  const { template, at } = props;
  const { body, origins, named } = withoutServerless(template.body);
  const lineOf = (id: string): number | undefined => template.lineOf(origins.get(id) ?? id);
  const stack = new Stack({ ...props, template: { body, lineOf } });
  const what = `The template ${props.prefix === "" ? at.file : `of ${at.address}`}`;
  const unknown = (fields: Pick<Unknown, "what" | "why" | "harmless">, place: Location = at): Unknown =>
    located(place, { about: "template" as const, ...fields });
  const later = "when the stack is deployed";
  const macros = macrosOf(body.Transform ?? null);
  const loops = Object.entries(isObject(body.Resources) ? body.Resources : {}).filter(([id]) => id.startsWith("Fn::"));
  const { resources } = stack;
  return {
    resources,
    unknowns: [
      ...(macros.length > 0 ? [unknown({ what, why: `the macro ${folded(macros)} changes it ${later}` })] : []),
      ...loops.map(([call, loop]) =>
        unknown({
          what: `What is in ${what.replace(/^The/, "the")}`,
          why: `${call} adds to it ${later}`,
          harmless: call.startsWith("Fn::ForEach") && !mayGrantWithin(loop),
        }),
      ),
      ...resources.flatMap((resource) => {
        const [call] = resource.propertyNames.filter((name) => name.startsWith("Fn::"));
        const why = `${call} makes it ${later}`;
        return call === undefined ? [] : [unknown({ what: `What ${resource.at.address} declares`, why }, resource.at)];
      }),
      ...stack.notDeployed
        .filter(({ type }) => twinOf(type))
        .map(({ at: place }) =>
          unknown({ what: `What ${place.address} grants`, why: "its condition does not hold", harmless: true }, place),
        ),
      ...named.map(({ id, policy, wide }) => {
        const place = resources.find(({ at: one }) => one.address === props.prefix + id)?.at;
        const whatIsIt = `What the policy template ${policy} grants ${props.prefix}${id}`;
        return unknown({ what: whatIsIt, why: `SAM fills it in ${later}`, ...(!wide && { harmless: true }) }, place);
      }),
    ],
  };
}

/** Names of the macros that change a template in a way that is not known. */
function macrosOf(transform: Json): string[] {
  const all = [transform].flat() as Json[];
  return all
    .filter((one) => one !== null)
    .map((one) => (isObject(one) ? String((one as JsonObject).Name ?? "Fn::Transform") : String(one)))
    .filter((name) => !KNOWN_TRANSFORMS.test(name));
}
