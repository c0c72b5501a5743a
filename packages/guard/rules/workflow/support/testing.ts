import { readTerraform } from "../../../read";
import type { JudgedWorkflows, WorkflowRule } from "../../../rule";
import { readAction, readWorkflow, usageOf } from "../../../workflows";
import { AUDIENCE, allowing, assumedBy, GITHUB, GITHUB_PROVIDER, trusting } from "../../trust/support/testing";

const policy = (...statements: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** A statement that accepts runs of octo-org/app. */
export const trustingSubjects = (...contexts: readonly string[]): object =>
  trusting({
    StringEquals: AUDIENCE,
    StringLike: { [`${GITHUB}:sub`]: contexts.map((context) => `repo:octo-org/app:${context}`) },
  });

interface Roles {
  /** Of the role `deploy`. @default the branch main */
  readonly trust?: readonly object[];
  /** Further permissions of `deploy`. */
  readonly grants?: readonly object[];
  /** Seconds. */
  readonly longest?: number;
  /** Of the role `upload`. @default `deploy` without tags */
  readonly chained?: readonly object[];
}

/** For tests: an account with GitHub's provider, the role `deploy` for GitHub, and the role `upload` for `deploy`. */
export const account = ({
  trust = [trustingSubjects("ref:refs/heads/main")],
  grants = [],
  longest,
  chained,
}: Roles = {}) => ({
  "main.tf.json": JSON.stringify({
    provider: { aws: [{ region: "eu-west-1", allowed_account_ids: ["123456789012"] }] },
    resource: {
      aws_iam_openid_connect_provider: {
        github: { url: `https://${GITHUB}`, client_id_list: ["sts.amazonaws.com"] },
      },
      aws_iam_role: {
        deploy: {
          name: "deploy",
          assume_role_policy: policy(...trust),
          ...(longest !== undefined && { max_session_duration: longest }),
        },
        upload: {
          name: "upload",
          assume_role_policy: policy(...(chained ?? [assumedBy({ AWS: "arn:aws:iam::123456789012:role/deploy" })])),
        },
      },
      aws_iam_role_policy: {
        deploy: {
          role: "${aws_iam_role.deploy.name}",
          policy: policy(allowing("sts:AssumeRole", "arn:aws:iam::123456789012:role/upload"), ...grants),
        },
        upload: {
          role: "${aws_iam_role.upload.name}",
          policy: policy(allowing("s3:PutObject", "arn:aws:s3:::artifacts/*")),
        },
      },
    },
  }),
});

export const DEPLOY = "arn:aws:iam::123456789012:role/deploy";
export const UPLOAD = "arn:aws:iam::123456789012:role/upload";
export { AUDIENCE, allowing, assumedBy, GITHUB, GITHUB_PROVIDER, trusting };

/** A step that assumes a role. */
export const assuming = (role = DEPLOY, inputs = "") => `
      - uses: aws-actions/configure-aws-credentials@v6
        with:
          role-to-assume: ${role}
          aws-region: eu-west-1${inputs === "" ? "" : `\n          ${inputs}`}`;

/** A workflow with one job. */
export const workflow = (on: string, steps: string, job = "") => `on: ${on}
jobs:
  build:
    runs-on: ubuntu-24.04
    permissions:
      id-token: write${job === "" ? "" : `\n    ${job}`}
    steps:${steps}
`;

export const MAIN = "{push: {branches: [main]}}";

const ACTION = /^(.+)\/action\.ya?ml$/;

/** The input of a rule: `deploy.yml` of octo-org/app, or several files by name, which may be actions. */
export async function judgedWorkflows(
  workflows: string | Readonly<Record<string, string>>,
  terraform: Readonly<Record<string, string>> = account(),
): Promise<JudgedWorkflows> {
  const files = typeof workflows === "string" ? { "deploy.yml": workflows } : workflows;
  const model = await readTerraform(Object.entries(terraform).map(([path, text]) => ({ path, text })));
  const repository = { owner: "octo-org", name: "app" };
  const sources = Object.entries(files).map(([path, text]) => ({ path, text }));
  const read = sources.filter(({ path }) => !ACTION.test(path)).map(readWorkflow);
  const actions = sources.flatMap((file) => {
    const folder = ACTION.exec(file.path)?.[1];
    return folder === undefined ? [] : [readAction(folder, file)];
  });
  const usage = usageOf(read, repository, model, actions);
  return { model, repository, complete: true, workflows: read, actions, usage };
}

/** For tests: the findings of a rule, each as `error deploy.yml:jobs.build.steps[0]: message`. */
export async function findings(
  rule: WorkflowRule,
  workflows: string | Readonly<Record<string, string>>,
  terraform?: Readonly<Record<string, string>>,
): Promise<string[]> {
  return Array.from(
    rule.check(await judgedWorkflows(workflows, terraform)),
    ({ at, message, severity = rule.severity }) => `${severity} ${at.address}: ${message}`,
  );
}
