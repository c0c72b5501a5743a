import type { Location } from "../../model";
import type { Ternary } from "../../policy/ternary";
import { isKnown, UNKNOWN } from "../../text";
import { awsCall } from "../aws/arguments";
import { type ActionNeed, type AwsScope, ecrLogin, ecrPublicLogin, ecrRepository } from "../aws/need";
import { needsOfCall } from "../aws/operations";
import { fillIn, holds } from "../expression/evaluate";
import type { Instance } from "../runs/instance";
import { follow, type Invocation } from "../shell/script";
import type { WorkflowStep } from "../workflow";
import { credentialsRequest, type FetchedToken, type Inputs, tokenFrom } from "./configure-credentials";
import { fetchedAudience } from "./fetched-token";
import { Frame } from "./frame";
import { attestationNeeds, buildNeeds, dockerNeeds, metadataTags } from "./images";
import type { LocalActions } from "./local-actions";
import type { AssumeRoleCall, Holder, Note, RequiredPermission, Usage } from "./usage";

const NOBODY: Holder = { kind: "nobody" };

/** Goes through the steps of a job in order, and keeps whose credentials they work with. */
export class Walk implements Usage {
  readonly assumeRoleCalls: AssumeRoleCall[] = [];
  readonly requiredPermissions: RequiredPermission[] = [];
  readonly notes: Note[] = [];
  private holder: Holder = NOBODY;
  /** Who logged Docker in to ECR: the registry knows him, not whoever holds the environment's credentials. */
  private dockerLogin: Holder | undefined;
  private token: FetchedToken | undefined;
  private frame: Frame;

  constructor(
    private readonly instance: Instance,
    private readonly actions: LocalActions,
  ) {
    this.frame = Frame.ofJob(instance);
    this.steps(instance.job.steps);
  }

  private steps(steps: readonly WorkflowStep[]): void {
    for (const step of steps) {
      const runs: Ternary = step.condition === undefined ? true : holds(step.condition, this.frame.contextsOf(step));
      if (runs === false) continue;
      const before = this.holder;
      this.step(step);
      const unsure = runs === "unknown" && before.kind !== "nobody" && !sameHolder(before, this.holder);
      if (unsure) this.holder = { kind: "unknown", why: `${step.address} may or may not have changed the credentials` };
    }
  }

  private step(step: WorkflowStep): void {
    if (step.run !== undefined) this.script(step, step.run);
    else if (step.uses?.startsWith("./")) this.local(step, step.uses);
    else if (step.uses !== undefined) this.action(step, step.uses);
  }

  private action(step: WorkflowStep, uses: string): void {
    const [action = "", ref = ""] = uses.split("@");
    const contexts = this.frame.contextsOf(step);
    const input: Inputs = (name) => {
      const text = step.with.get(name);
      return text === undefined ? undefined : fillIn(text, contexts).trim();
    };
    const env = this.frame.environmentOf(step);
    const demand = (needs: readonly ActionNeed[], holder = this.dockerLogin ?? this.current(step, env)) =>
      this.demand(step, step.line, action, holder, needs);
    switch (action.toLowerCase()) {
      case "aws-actions/configure-aws-credentials":
        this.configure(step, input, ref);
        break;
      case "aws-actions/amazon-ecr-login":
        this.logIn(step, input, env);
        break;
      case "docker/login-action":
        if (ecrRepository(input("registry") ?? "") === undefined || input("password")) break;
        this.dockerLogin = this.current(step, env);
        demand(ecrLogin);
        break;
      case "docker/metadata-action":
        this.frame.output(step, { tags: metadataTags(input) });
        break;
      case "docker/build-push-action":
        demand(buildNeeds(input));
        break;
      case "actions/attest":
      case "actions/attest-build-provenance":
      case "actions/attest-sbom":
        demand(attestationNeeds(input));
        break;
      case "actions/github-script":
        this.fetch(input("script") ?? "", env);
        break;
    }
  }

  private local(step: WorkflowStep, uses: string): void {
    const action = this.actions.named(uses);
    if (!action?.steps) {
      // A program can ask for a role only with a token.
      if (this.instance.idToken) this.leave(step, uses, "it may change the credentials");
      return;
    }
    const refusal = this.frame.refusalOf(action) ?? this.actions.take(action.steps);
    if (refusal !== undefined) return void this.leave(step, uses, refusal);
    const outer = this.frame;
    this.frame = outer.within(action, step);
    this.steps(action.steps);
    outer.output(step, this.frame.outputsOf(action));
    this.frame = outer;
  }

  /** Says that an action is not followed: whose credentials later steps work with is not known then. */
  private leave(step: WorkflowStep, uses: string, why: string): void {
    this.remark(step, `what ${uses} does is not followed: ${why}`);
    if (this.holder.kind !== "unknown") this.holder = { kind: "unknown", why: `${uses} is not followed` };
  }

  private configure(step: WorkflowStep, input: Inputs, ref: string): void {
    const { instance } = this;
    const before = this.current(step, this.frame.environmentOf(step), false);
    const version = /^v\d/.test(ref) ? ref : (step.version ?? "");
    const region = input("aws-region");
    if (region) for (const name of ["AWS_REGION", "AWS_DEFAULT_REGION"]) this.frame.added.set(name, region);
    const request = credentialsRequest(input, before, instance.idToken, this.token, version);
    if (request) {
      const { role, way, duration, sessionName } = request;
      this.assumeRoleCalls.push({ at: this.at(step), instance, role, way, duration, sessionName });
      this.frame.output(step, { "aws-account-id": accountOf(role) });
      if (input("output-env-credentials") !== "false" && !input("aws-profile"))
        this.holder = { kind: "role", arn: role };
    } else if (input("aws-access-key-id")) this.holder = { kind: "unknown", why: "the step sets access keys" };
  }

  private logIn(step: WorkflowStep, input: Inputs, env: ReadonlyMap<string, string>): void {
    const holder = this.current(step, env);
    this.dockerLogin = holder.kind === "nobody" ? undefined : holder;
    const isPublic = input("registry-type") === "public";
    this.demand(step, step.line, "aws-actions/amazon-ecr-login", holder, isPublic ? ecrPublicLogin : ecrLogin);
    const { account, region } = this.place(holder, env);
    const own = `${input("registries") || account}.dkr.ecr.${region}.amazonaws.com`;
    this.frame.output(step, { registry: isPublic ? "public.ecr.aws" : own });
  }

  private script(step: WorkflowStep, run: string): void {
    const { instance } = this;
    const shell = step.shell ?? instance.job.shell ?? "bash";
    const text = fillIn(run, this.frame.contextsOf(step));
    const env = this.frame.environmentOf(step);
    if (!/^(ba|z|da|k)?sh\b/.test(shell)) {
      if (/\baws\b/.test(text)) this.remark(step, `a script for ${shell} is not read`);
      return;
    }
    const ofGithub = {
      GITHUB_REF: "ref",
      GITHUB_REF_NAME: "ref_name",
      GITHUB_REPOSITORY: "repository",
      GITHUB_EVENT_NAME: "event_name",
    };
    const variables = Object.entries(ofGithub).map(([name, field]): [string, string] => [
      name,
      fillIn(`\${{ github.${field} }}`, instance.contexts),
    ]);
    const script = follow(text, new Map([...variables, ...env]));
    this.fetch(text, script.variables);
    let assumed: Holder | undefined;
    for (const invocation of script.invocations) assumed = this.invocation(step, invocation, assumed) ?? assumed;
    for (const [name, value] of script.env) this.frame.added.set(name, value);
    if (script.outputs.size > 0) this.frame.output(step, Object.fromEntries(script.outputs));
    if (!script.env.has("AWS_ACCESS_KEY_ID")) return;
    this.holder = assumed ?? { kind: "unknown", why: `${step.address} sets access keys` };
    this.frame.added.delete("AWS_ACCESS_KEY_ID");
  }

  private fetch(script: string, variables: ReadonlyMap<string, string>): void {
    const fetched = fetchedAudience(script, (name) => variables.get(name));
    if (fetched) this.token = { ...fetched, permitted: this.instance.idToken };
  }

  /** @returns the role that it assumed, whose credentials the script now has in its hands */
  private invocation(
    step: WorkflowStep,
    { words, env, line }: Invocation,
    assumed: Holder | undefined,
  ): Holder | undefined {
    const program = (words[0] ?? "").replace(/^.*\//, "");
    const place = step.runLine + line;
    if (program === "docker") {
      this.demand(step, place, "docker", this.dockerLogin ?? this.current(step, env), dockerNeeds(words));
      return undefined;
    }
    if (program !== "aws") return undefined;
    const call = awsCall(words);
    const { service, operation, options } = call;
    const by = ["aws", service, operation].filter((word) => isKnown(word) && word !== "").join(" ");
    if (options.has("endpoint-url")) return undefined;
    if (options.has("profile")) return void this.remark(step, `\`${by}\` works with a profile of its own`, place);
    const own =
      env.get("AWS_ACCESS_KEY_ID") &&
      env.get("AWS_ACCESS_KEY_ID") !== this.frame.environmentOf(step).get("AWS_ACCESS_KEY_ID");
    const web = service === "sts" && operation === "assume-role-with-web-identity";
    const holder = web
      ? NOBODY
      : own
        ? (assumed ?? { kind: "unknown", why: "the script sets access keys" })
        : this.current(step, env);
    if (web || (service === "sts" && operation === "assume-role")) return this.assume(step, place, call, holder);
    const region = options.get("region")?.[0];
    const needs = needsOfCall(call, { ...this.place(holder, env), ...(region && { region }) });
    if (!needs) return void this.remark(step, `what \`${by}\` needs is not known here: it is not judged`, place);
    if (/^ecr(-public)?$/.test(service) && /^get-(login|authorization)/.test(operation)) this.dockerLogin = holder;
    const asksWho = holder.kind === "nobody" && by === "aws sts get-caller-identity";
    this.demand(step, place, by, holder, asksWho ? [{ action: "sts:GetCallerIdentity", resource: "*" }] : needs);
    return undefined;
  }

  private assume(step: WorkflowStep, line: number, call: ReturnType<typeof awsCall>, holder: Holder): Holder {
    const option = (name: string) => call.options.get(name)?.[0];
    const role = option("role-arn") ?? UNKNOWN;
    const seconds = option("duration-seconds");
    const web = call.operation !== "assume-role";
    const way: AssumeRoleCall["way"] = web
      ? tokenFrom(this.token)
      : holder.kind === "role"
        ? { kind: "role", caller: holder.arn, tagged: call.options.has("tags") }
        : { kind: "unknown", why: holder.kind === "unknown" ? holder.why : "no step before has credentials" };
    const duration = seconds === undefined ? 3600 : isKnown(seconds) ? Number(seconds) : undefined;
    this.assumeRoleCalls.push({
      at: this.at(step, line),
      instance: this.instance,
      role,
      way,
      duration,
      sessionName: option("role-session-name"),
    });
    return { kind: "role", arn: role };
  }

  /** Whose credentials the SDK finds: those of the environment before a token that a file holds. */
  private current(step: WorkflowStep, env: ReadonlyMap<string, string>, exchanges = true): Holder {
    if (env.get("AWS_ACCESS_KEY_ID")) return { kind: "unknown", why: "the environment holds access keys" };
    if (env.get("AWS_PROFILE")) return { kind: "unknown", why: "the environment names a profile" };
    if (this.holder.kind !== "nobody" || !exchanges) return this.holder;
    const role = env.get("AWS_ROLE_ARN");
    if (!role || !env.get("AWS_WEB_IDENTITY_TOKEN_FILE")) return NOBODY;
    const { instance } = this;
    const known = this.assumeRoleCalls.some((asking) => asking.role === role && asking.way.kind === "token");
    if (!known) {
      const sessionName = env.get("AWS_ROLE_SESSION_NAME");
      this.assumeRoleCalls.push({ at: this.at(step), instance, role, way: tokenFrom(this.token), sessionName });
    }
    return { kind: "role", arn: role };
  }

  private place(holder: Holder, env: ReadonlyMap<string, string>): AwsScope {
    const arn = holder.kind === "role" ? holder.arn : "";
    const partition = /^arn:([\w-]+):/.exec(arn)?.[1] ?? "aws";
    const region = env.get("AWS_REGION") || env.get("AWS_DEFAULT_REGION") || UNKNOWN;
    return { region, account: accountOf(arn), partition };
  }

  private demand(step: WorkflowStep, line: number, by: string, holder: Holder, needs: readonly ActionNeed[]): void {
    const { instance } = this;
    for (const need of needs) this.requiredPermissions.push({ at: this.at(step, line), instance, holder, by, ...need });
  }

  private remark(step: WorkflowStep, message: string, line = step.line): void {
    this.notes.push({ at: this.at(step, line), message });
  }

  private at({ address, line }: WorkflowStep, of = line): Location {
    const { file, name } = this.frame;
    return { address: `${name}:${address}`, root: "", file, line: of };
  }
}

const sameHolder = (one: Holder, other: Holder): boolean =>
  one.kind === other.kind && (one.kind !== "role" || other.kind !== "role" || one.arn === other.arn);

const accountOf = (arn: string): string => arn.split(":")[4] || UNKNOWN;
