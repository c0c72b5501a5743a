import type { Json } from "../../model";
import { isText, jsonOf } from "../../support/json";
import { textsIn } from "../../support/texts";
import { isKnown, NOTHING_KNOWN, rawText } from "../../text";
import type { Build } from "./build";

/**
 * What each service of the AWS CLI can be told to do that may grant something.
 * @see https://docs.aws.amazon.com/cli/latest/reference/
 */
const AWS: Readonly<Record<string, RegExp>> = {
  cloudcontrol: /^(?:create|update)-resource$/,
  cloudformation: /^(?:deploy|execute-change-set|(?:create|update)-(?:stack|change-set))/,
  dynamodb: /^put-resource-policy$/,
  ecr: /^(?:set-repository-policy|put-registry-policy)$/,
  eks: /^(?:(?:create|update)-access-entry|associate-access-policy|(?:create|update)-pod-identity-association)$/,
  events: /^put-permission$/,
  glue: /^put-resource-policy$/,
  iam: /^(?!get-|list-|generate-|simulate-|wait$|help$)[a-z]/,
  kms: /^(?:create-grant|create-key|put-key-policy)$/,
  lambda: /^(?:add-permission|add-layer-version-permission|(?:create|update)-function-url-config)$/,
  logs: /^put-resource-policy$/,
  organizations: /^(?:attach|detach|update|delete|disable)-polic/,
  ram: /^(?:create|associate|promote)-resource-share/,
  rolesanywhere: /^(?:create|update|import|enable)-/,
  s3api: /^(?:put-bucket-policy|put-(?:bucket|object)-acl|(?:put|delete)-public-access-block)$/,
  s3control: /^(?:put-access-point-policy|(?:put|delete)-public-access-block)$/,
  secretsmanager: /^put-resource-policy$/,
  sns: /^(?:add-permission|set-topic-attributes|create-topic)$/,
  sqs: /^(?:add-permission|set-queue-attributes|create-queue)$/,
  ssm: /^(?:put-resource-policy|modify-document-permission)$/,
  "sso-admin": /^(?:create|put|attach|update|provision)-/,
  sts: /^assume-role/,
};

/** Programs that deploy whatever their files declare. */
const DEPLOYING: Readonly<Record<string, RegExp>> = {
  cdk: /^deploy$/,
  eksctl: /^(?:create|apply|upgrade)$/,
  pulumi: /^(?:up|update)$/,
  sam: /^deploy$/,
  serverless: /^deploy$/,
  terraform: /^apply$/,
  terragrunt: /^(?:apply|run-all)$/,
  tofu: /^apply$/,
};

/** The same with the SDKs and PowerShell. */
const IN_CODE =
  /https:\/\/iam\.(?:[\w-]+\.)?amazonaws\.com|\b(?:client|resource)\(\s*['"](?:iam|sso-admin)['"]|\b(?:Add|New|Register|Set|Update|Write)-IAM\w+|client-iam\b/;

/** Notes the commands of provisioners, and of `data.external`, that may grant something: no program is followed here. */
export function noteCommands(build: Build): void {
  for (const resource of build.resources) {
    const name = resource.mode === "managed" ? "provisioner" : "program";
    if (name === "program" && resource.type !== "external") continue;
    if (!resource.argumentNames.includes(name)) continue;
    const written = resource.argument(name);
    if (!written) continue;
    const commands = commandsOf(written.value, name);
    const granting = commands.map(grantingCommand).find((one) => one !== undefined);
    const what = `What the command of ${resource.address} grants`;
    if (granting !== undefined)
      build.unknown(resource, "command", what, {
        whys: [`it runs ${granting}, which is not followed`],
        references: [],
      });
    else if (commands.some((text) => text === rawText(NOTHING_KNOWN)))
      build.unknown(resource, "command", what, written, true);
  }
}

/** The words of a program are one command. */
function commandsOf(value: Json, name: string): string[] {
  if (name === "program" && Array.isArray(value))
    return [value.map((word: Json) => (isText(word) ? rawText(word) : "")).join(" ")];
  return [...textsIn(jsonOf(value), name, name)]
    .filter(({ path }) => !/\.(?:when|on_failure|working_dir|interpreter(?:\[\d+\])?)$/.test(path))
    .map(({ text }) => text);
}

/** The first command in a script that may grant something, as it is written. */
export function grantingCommand(script: string): string | undefined {
  for (const command of script.replace(/\\\r?\n/g, " ").split(/[\n;&|(){}`]/)) {
    const words = command
      .replace(/["',[\]]/g, " ")
      .split(/\s+/)
      .filter((word) => word !== "");
    for (const [at, word] of words.entries()) {
      const program = word.replace(/^.*\//, "");
      const rest = words.slice(at + 1, at + 1 + MOST_OPTIONS).filter((one) => !one.startsWith("-"));
      const found = program === "aws" ? ofAws(rest) : ofProgram(program, rest);
      if (found !== undefined) return found;
    }
  }
  return IN_CODE.exec(script)?.[0];
}

/** Words between a program and what it is told to do. */
const MOST_OPTIONS = 20;

function ofAws(words: readonly string[]): string | undefined {
  const at = words.findIndex((word) => Object.hasOwn(AWS, word));
  const [service = "", operation = ""] = at < 0 ? [] : words.slice(at, at + 2);
  return AWS[service]?.test(operation) && isKnown(operation) ? `aws ${service} ${operation}` : undefined;
}

function ofProgram(program: string, words: readonly string[]): string | undefined {
  if (!Object.hasOwn(DEPLOYING, program)) return undefined;
  const operation = words.find((word) => DEPLOYING[program]?.test(word));
  return operation === undefined ? undefined : `${program} ${operation}`;
}
