import type { ActionCatalogue } from "./catalogue/catalogue";
import { inEveryReading, type PlacedFinding } from "./every-reading";
import { type Exemption, exempt } from "./exemptions";
import { type Finding, inOrder } from "./finding";
import { merged } from "./merged";
import type { AccessModel } from "./model";
import type { CatalogueRule, RuleText, Severity, Violation } from "./rule";
import { RULES } from "./rules";
import { WORKFLOW_RULES } from "./rules/workflow";
import { readable } from "./text";
import { type Action, type Repository, usageOf, type Workflow } from "./workflows";

/** An accepted weakness and its remedy. */
export interface KnownWeakness {
  readonly rule: string;
  readonly address: string;
  readonly cure: string;
}

/** The workflows of one repository. */
export interface RepositoryWorkflows {
  readonly repository: Repository;
  readonly files: readonly Workflow[];
  /** Actions of the repository itself. @default none */
  readonly actions?: readonly Action[];
  /** Whether these are all of them: only then can a subject that a role accepts be reported as unused. */
  readonly complete: boolean;
}

export interface GuardOptions {
  /** The workflows that ask for the roles of the model. @default not checked */
  readonly workflows?: RepositoryWorkflows;
  /** @default none */
  readonly exemptions?: readonly Exemption[];
  /** Findings that are reported as info, with their remedy. @default none */
  readonly known?: readonly KnownWeakness[];
  /** The file that the exemptions are in, for messages about them. */
  readonly exemptionsFile?: string;
  /** How severe it is that something was not checked. @default as its rule says */
  readonly unknown?: Severity;
  /** For exemptions that expire. */
  readonly now: Date;
  /** AWS's actions: `loadCatalogue(servicesOf(model))`. */
  readonly catalogue: ActionCatalogue;
  /** @default all */
  readonly rules?: readonly CatalogueRule[];
}

/** Checks a model with every rule. Only an exemption silences a rule. */
export function guard(model: AccessModel, options: GuardOptions): Finding[] {
  const { known = [], rules = RULES, catalogue, workflows, unknown } = options;
  const judge = (one: AccessModel) => rules.flatMap((rule) => run(rule, () => rule.check(one, { catalogue }), unknown));
  const ofModel = inEveryReading(judge(model), model.alternatives, judge);
  const findings = [...ofModel, ...(workflows ? judgeWorkflows(model, workflows) : [])];
  const told = findings.map((finding) => cured(finding, known));
  const notJudged = [
    ...(workflows?.complete ? [] : WORKFLOW_RULES),
    ...(model.changes.length > 0 ? [] : rules.filter(({ needsPlan }) => needsPlan)),
  ].map(({ id }) => id);
  return merged(inOrder(exempt(told, { ...options, notJudged })));
}

function judgeWorkflows(model: AccessModel, workflows: RepositoryWorkflows): Finding[] {
  const { repository, files, actions = [], complete } = workflows;
  const usage = usageOf(files, repository, model, actions);
  const judged = { model, repository, complete, workflows: files, actions, usage };
  return WORKFLOW_RULES.flatMap((rule) => run(rule, () => rule.check(judged))).map(({ finding }) => finding);
}

/** A rule that throws has not passed. */
function run(rule: RuleText, check: () => Iterable<Violation>, unknown?: Severity): PlacedFinding[] {
  const usual = (rule.notChecked && unknown) || rule.severity;
  try {
    return Array.from(check(), ({ at, message, severity, fix = rule.fix, cause }) => ({
      root: at.root,
      finding: {
        rule: rule.id,
        severity: severity ?? usual,
        address: readable(at.address),
        file: at.file,
        // Looked up only when it is printed: finding the line takes longer than running many of the rules.
        get line() {
          return at.line;
        },
        message: readable(message),
        why: rule.why,
        fix: readable(fix),
        ...(rule.notChecked && severity === undefined && { notChecked: true }),
        ...(cause !== undefined && { cause }),
      },
    }));
  } catch (error) {
    const message = `The rule ${rule.id} failed: ${(error as Error).message}.`;
    const why = "What a rule could not check is not known to be safe.";
    const fix = "Report this failure together with the Terraform that it occurred on.";
    const place = { address: rule.id, file: "" };
    return [{ root: "", finding: { rule: "rule-failed", severity: "error", ...place, message, why, fix } }];
  }
}

function cured(finding: Finding, known: readonly KnownWeakness[]): Finding {
  const weaknesses = known.filter(({ rule, address }) => rule === finding.rule && address === finding.address);
  if (weaknesses.length === 0) return finding;
  return { ...finding, severity: "info", fix: weaknesses.map(({ cure }) => cure).join(" ") };
}
