import type { Config } from "../config/config";
import { stackModel } from "../export/check/stack-findings";
import { renderStacks } from "../export/render/json";
import { synthesizeAll } from "../main";
import { AwsError, type AwsErrorKind } from "../operations/aws/aws-error";
import type { ClusterObject, Kubectl } from "../operations/cluster/kubectl";
import type { Served } from "../operations/issuer/served-problems";
import { Account } from "../operations/verify/account";
import { Cluster } from "../operations/verify/cluster";
import { type Expected, expectedOf } from "../operations/verify/expected";
import type { World } from "../operations/verify/world";
import { testConfig } from "./test-config";

export const NOW = new Date("2026-11-27T12:00:00Z");
export const KEY = "AKIAEXAMPLE000000001";
export const USER_ARN = "arn:aws:iam::123456789012:user/service/bedrock-openhands-user";

type Answers = Readonly<Record<string, (input: Readonly<Record<string, unknown>>) => unknown>>;

/** What the account and the cluster say; a call that is not here fails the test. */
interface Said {
  readonly iam?: Answers;
  readonly account?: Partial<Account>;
  /** By name: value and type of each parameter. */
  readonly parameters?: Readonly<Record<string, readonly [value: string, type?: string]>>;
  /** By kind and name: `secret/bedrock-credentials`; a list by its kind. */
  readonly objects?: Readonly<Record<string, object | undefined>>;
  /** Public documents by their URL. */
  readonly served?: Readonly<Record<string, Served>>;
  /** Of the pod's service account. */
  readonly token?: string;
  readonly over?: Partial<World>;
}

/** The user with one active key, both parameters, and what is `said` in addition. */
export async function testWorld(yaml: string, said: Said = {}): Promise<World> {
  const config = testConfig(yaml, "openhands.yaml");
  return {
    ...{ config, expected: await expectedFor(config), now: NOW, env: {} },
    fetch: async (url) => said.served?.[url] ?? { failure: "is not in this test." },
    options: { s3: true, maxKeyAge: 90 },
    account: testAccount(config, said),
    cluster: testCluster(config, said.objects ?? {}, said.token),
    ...said.over,
  };
}

const expectedFor = async (config: Config): Promise<Expected> =>
  expectedOf(await stackModel(renderStacks(synthesizeAll(config))));

/** A key as IAM lists it. */
export const key = (AccessKeyId = KEY, Status: "Active" | "Inactive" = "Active", CreateDate = NOW) => ({
  ...{ AccessKeyId, Status, CreateDate },
});

function testAccount(config: Config, { iam = {}, account = {}, parameters }: Said): Account {
  const user = { UserName: config.bedrock.user.name, Path: "/service/", Arn: USER_ARN };
  const answers: Answers = {
    getUser: () => ({ User: user }),
    listAccessKeys: () => ({ AccessKeyMetadata: [key()] }),
    getAccessKeyLastUsed: () => ({ AccessKeyLastUsed: {} }),
    ...iam,
  };
  const held: NonNullable<Said["parameters"]> = parameters ?? {
    [config.bedrock.accessKeyIdParameter]: [KEY],
    [config.bedrock.secretAccessKeyParameter]: ["secret"],
  };
  const getParameters = ({ Names }: { Names: string[] }) => ({
    Parameters: Names.flatMap((Name) => {
      const [Value, Type = "SecureString"] = held[Name] ?? [];
      return Value === undefined ? [] : { Name, Value, Type };
    }),
  });
  const client = (methods: Answers) =>
    new Proxy(methods, {
      get(all, name: string) {
        if (name === "then") return undefined; // It is awaited, but is not a promise.
        return async (input: Readonly<Record<string, unknown>>) => {
          if (!Object.hasOwn(all, name)) throw new Error(`The test does not say what ${name} answers.`);
          return all[name]?.(input);
        };
      },
    });
  return Object.assign(new Account(config, { region: config.aws.region }), {
    iam: async () => client(answers),
    ssm: async () => ({ getParameters: async (input: { Names: string[] }) => getParameters(input) }),
    pairIdentity: async () => ({ Arn: USER_ARN }),
    session: async () => ({ accessKeyId: "ASIAEXAMPLE", secretAccessKey: "secret", sessionToken: "token" }),
    ...account,
  });
}

function testCluster(config: Config, objects: NonNullable<Said["objects"]>, token = "token"): Cluster {
  const kubectl: Pick<Kubectl, "get" | "list" | "reach" | "token"> = {
    get: async (kind, name) => objects[`${kind}/${name}`] as ClusterObject | undefined,
    list: async (kind) => (objects[kind] ?? []) as ClusterObject[],
    reach: async () => undefined,
    token: async () => token,
  };
  return new Cluster(config, kubectl as Kubectl);
}

/** What a call throws that AWS refuses. */
export const refusal = (kind: AwsErrorKind, code = "Code") => new AwsError(kind, "test:Call", code, `It is ${kind}.`);
