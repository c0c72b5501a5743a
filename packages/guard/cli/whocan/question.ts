import { STS_AUDIENCE } from "@openhands-aws/facts/oidc";
import { InputError } from "@openhands-aws/facts/program-error";
import type { GithubJob } from "../../claims/github-job";
import { type ActionQuery, parsePrincipal, type Situation } from "../../whocan";
import { parseRepository } from "../repository";

/** As they are written on the command line. */
export interface WhocanOptions {
  readonly repository?: string;
  readonly event?: string;
  readonly ref?: string;
  readonly tag?: string;
  readonly environment?: string;
  readonly fork?: boolean;
  readonly repositoryId?: string;
  readonly ownerId?: string;
  readonly serviceAccount?: string;
  readonly issuer?: string;
  readonly audience?: string;
  readonly principal?: string;
  readonly action?: string;
  readonly resource?: string;
}

export interface Question {
  readonly situation: Situation;
  readonly wish?: ActionQuery;
  /** What was asked, with the defaults filled in. */
  readonly request: Readonly<Record<string, string | boolean>>;
  /** The same for people: `a workflow of boxp/arch on push, ref refs/heads/main`. */
  readonly words: string;
}

const OF_GITHUB = ["event", "ref", "tag", "environment", "fork", "repositoryId", "ownerId"] as const;
const OF_TOKENS = ["issuer", "audience"] as const;

/** @throws InputError if the caller is missing or not valid */
export function readQuestion(options: WhocanOptions): Question {
  const { repository, serviceAccount, principal } = options;
  const who = [repository, serviceAccount, principal].filter((one) => one !== undefined);
  if (who.length !== 1) {
    const what = who.length === 0 ? "Name the caller" : "Name only one caller";
    throw new InputError(`${what}: --repository OWNER/NAME, --service-account NAMESPACE/NAME or --principal ARN.`);
  }
  if (repository === undefined) refuse(options, OF_GITHUB, "--repository");
  if (principal !== undefined) refuse(options, OF_TOKENS, "--repository or --service-account");
  const asked =
    repository !== undefined
      ? workflow(repository, options)
      : serviceAccount !== undefined
        ? account(serviceAccount, options)
        : ofPrincipal(principal ?? "");
  const wish = wishOf(options);
  const told: Asked["request"] = { ...asked.request, ...wish };
  const request = Object.entries(told).filter(([, value]) => value !== undefined && value !== false);
  return {
    ...asked,
    wish,
    request: Object.fromEntries(request) as Question["request"],
    words: asked.words + inWords(wish),
  };
}

interface Asked {
  readonly situation: Situation;
  readonly request: Readonly<Record<string, string | boolean | undefined>>;
  readonly words: string;
}

function refuse(options: WhocanOptions, names: readonly (keyof WhocanOptions)[], without: string): void {
  for (const name of names)
    if (options[name] !== undefined) throw new InputError(`${flag(name)} can only be used with ${without}.`);
}

const flag = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

function workflow(repository: string, options: WhocanOptions): Asked {
  const { owner, name } = parseRepository(repository);
  const { environment, fork = false, repositoryId, ownerId } = options;
  for (const id of ["repositoryId", "ownerId"] as const)
    if (options[id] !== undefined && !/^\d+$/.test(options[id]))
      throw new InputError(`${flag(id)} ${options[id]}: write the number that GitHub's API returns.`);
  const event = options.event ?? (fork ? "pull_request" : "push");
  if (!/^[a-z_]+$/.test(event))
    throw new InputError(`--event ${event}: write the event as GitHub names it, such as pull_request.`);
  if (fork && !event.startsWith("pull_request"))
    throw new InputError(
      `--fork needs an event of pull requests, not ${event}. For the fork's own workflows, use --repository FORK_OWNER/NAME.`,
    );
  const ref = refOf(options);
  const issuer = issuerOf(options.issuer);
  const audience = options.audience ?? STS_AUDIENCE;
  const job: GithubJob = {
    repository: { owner, name, id: repositoryId, ownerId },
    event,
    ref,
    environment,
    pullRequest: event.startsWith("pull_request") ? { fromFork: fork } : undefined,
    issuer,
    audience,
  };
  const parts = [
    `a workflow of ${repository} on ${event}`,
    fork && "from a fork",
    ref && `ref ${ref}`,
    environment && `environment ${environment}`,
  ];
  return {
    situation: { kind: "github", job },
    request: { repository, event, ref, environment, fork, repositoryId, ownerId, issuer, audience },
    words: parts.filter(Boolean).join(", "),
  };
}

function refOf({ ref, tag }: WhocanOptions): string | undefined {
  if (ref !== undefined && tag !== undefined) throw new InputError("Give --ref or --tag, not both.");
  if (tag !== undefined) return `refs/tags/${tag}`;
  if (ref !== undefined && !/^refs\/\w+\/./.test(ref))
    throw new InputError(`--ref ${ref}: write it in full, such as refs/heads/${ref} or refs/tags/${ref}.`);
  return ref;
}

/** Without `https://`, as AWS names providers. */
function issuerOf(url: string | undefined): string | undefined {
  const issuer = url?.replace(/^https:\/\//, "").replace(/\/$/, "");
  if (issuer !== undefined && !/^[\w.-]+(?::\d+)?(?:\/[\w./-]+)?$/.test(issuer))
    throw new InputError(`--issuer ${url}: write the URL of the issuer, such as https://oidc.example.com/id/1.`);
  return issuer;
}

function account(text: string, options: WhocanOptions): Asked {
  const [, namespace, name] = /^([a-z0-9][a-z0-9-]*)\/([a-z0-9][a-z0-9.-]*)$/.exec(text) ?? [];
  if (!namespace || !name)
    throw new InputError(`--service-account ${text}: write NAMESPACE/NAME, such as openhands/openhands.`);
  const issuer = issuerOf(options.issuer);
  const audience = options.audience ?? STS_AUDIENCE;
  return {
    situation: { kind: "service-account", account: { namespace, name, issuer, audience } },
    request: { serviceAccount: text, issuer, audience },
    words: `the service account ${text}${issuer === undefined ? "" : ` of ${issuer}`}`,
  };
}

function ofPrincipal(arn: string): Asked {
  const principal = parsePrincipal(arn);
  if (!principal)
    throw new InputError(
      `--principal ${arn} is not the ARN of a principal. Write one such as arn:aws:iam::123456789012:role/NAME, :user/NAME, :root, or arn:aws:sts::123456789012:assumed-role/ROLE/SESSION.`,
    );
  return { situation: { kind: "principal", principal }, request: { principal: arn }, words: arn };
}

function wishOf({ action, resource }: WhocanOptions): ActionQuery | undefined {
  if (action === undefined) {
    if (resource !== undefined) throw new InputError("--resource can only be used with --action.");
    return undefined;
  }
  if (!/^[a-z0-9-]+:[A-Za-z0-9]+$/i.test(action))
    throw new InputError(`--action ${action}: write one action with its service, such as s3:PutObject.`);
  if (resource !== undefined && resource !== "*" && !/^arn:[^:]+:[^:]+:[^:]*:[^:]*:./.test(resource))
    throw new InputError(`--resource ${resource}: write an ARN, such as arn:aws:s3:::BUCKET/KEY, or *.`);
  return { action, resource };
}

const inWords = (wish: ActionQuery | undefined): string =>
  wish ? `; action ${wish.action}${wish.resource === undefined ? "" : ` on ${wish.resource}`}` : "";
