import type { GithubJob } from "../claims/github-job";
import { readTerraform } from "../read";
import { UNKNOWN } from "../text";
import { type ActionQuery, parsePrincipal, type RoleAnswer, type Situation, whoCan } from ".";

const GITHUB = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";
const CLUSTER = "oidc.eks.us-east-1.amazonaws.com/id/EXAMPLE";
const ROLE = (name: string) => `arn:aws:iam::123456789012:role/${name}`;

const github = (sub: string) => ({
  Action: "sts:AssumeRoleWithWebIdentity",
  Principal: { Federated: GITHUB },
  Condition: {
    StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
    StringLike: { "token.actions.githubusercontent.com:sub": sub },
  },
});
const from = (arn: string, condition?: object, actions: string | string[] = "sts:AssumeRole") => ({
  Action: actions,
  Principal: { AWS: arn },
  ...(condition && { Condition: condition }),
});
const document = (...statements: object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements.map((one) => ({ Effect: "Allow", ...one })) });

interface Declared {
  readonly trust: string;
  readonly policy?: string;
}

/** Roles and users by their names, in one file. */
function model(roles: Readonly<Record<string, Declared>>, more: object = {}, users: readonly string[] = []) {
  const entries = Object.entries(roles);
  const resource = {
    aws_iam_role: Object.fromEntries(entries.map(([name, { trust }]) => [name, { name, assume_role_policy: trust }])),
    aws_iam_role_policy: Object.fromEntries(
      entries.flatMap(([name, { policy }]) =>
        policy === undefined ? [] : [[name, { name, role: `\${aws_iam_role.${name}.name}`, policy }]],
      ),
    ),
    aws_iam_user: Object.fromEntries(users.map((name) => [name, { name }])),
    ...more,
  };
  const provider = { aws: { region: "us-east-1", allowed_account_ids: ["123456789012"] } };
  return readTerraform([{ path: "main.tf.json", text: JSON.stringify({ provider, resource }) }]);
}

const job = (more: Partial<GithubJob> = {}): Situation => ({
  kind: "github",
  job: {
    repository: { owner: "boxp", name: "arch" },
    event: "push",
    ref: "refs/heads/main",
    audience: "sts.amazonaws.com",
    ...more,
  },
});
const principal = (arn: string): Situation => {
  const parsed = parsePrincipal(arn);
  if (!parsed) throw new Error(arn);
  return { kind: "principal", principal: parsed };
};
const short = (answers: readonly RoleAnswer[]) =>
  answers.map(({ name, decision, because: [why = ""] }) =>
    why.startsWith("cannot be excluded") ? `${name} cannot be excluded` : `${name} ${decision}`,
  );
const ask = async (roles: Readonly<Record<string, Declared>>, situation: Situation, wish?: ActionQuery) =>
  whoCan(await model(roles), situation, wish);

describe("a workflow", () => {
  const roles = {
    main: { trust: document(github("repo:boxp/arch:ref:refs/heads/main")) },
    production: { trust: document(github("repo:boxp/arch:environment:production")) },
    any: { trust: document(github("repo:boxp/arch:*")) },
  };

  it.each<[string, Partial<GithubJob>, string[]]>([
    ["a push to main", {}, ["any allowed", "main allowed", "production denied"]],
    ["a push to another branch", { ref: "refs/heads/x" }, ["any allowed", "main denied", "production denied"]],
    ["an environment", { environment: "production" }, ["any allowed", "production allowed", "main denied"]],
    [
      "a pull request",
      { event: "pull_request", ref: undefined, pullRequest: {} },
      ["any allowed", "main denied", "production denied"],
    ],
    [
      "a fork's pull request, which gets no token",
      { event: "pull_request", ref: undefined, pullRequest: { fromFork: true } },
      ["any denied", "main denied", "production denied"],
    ],
    [
      "another repository",
      { repository: { owner: "boxp", name: "other" } },
      ["any denied", "main denied", "production denied"],
    ],
    ["another audience", { audience: "https://github.com/boxp" }, ["any denied", "main denied", "production denied"]],
    ["an unknown ref", { ref: undefined }, ["any allowed", "main cannot be excluded", "production denied"]],
  ])("on %s", async (_, more, expected) => expect(short(await ask(roles, job(more)))).toEqual(expected));

  it("says why, and which form of the subject is denied", async () => {
    const [answer] = await ask({ main: roles.main }, job());
    expect(answer?.because).toEqual([
      expect.stringMatching(
        /^allowed: .*sub "repo:boxp\/arch:ref:refs\/heads\/main" matches.*trust policy of aws_iam_role.main/,
      ),
      'not with the subject "repo:boxp@<unknown>/arch@<unknown>:ref:refs/heads/main", which GitHub may send instead',
    ]);
  });

  it("cannot exclude ids that were not given", async () => {
    const withIds = { ids: { trust: document(github("repo:boxp@1/arch@2:ref:refs/heads/main")) } };
    expect(short(await ask(withIds, job()))).toEqual(["ids cannot be excluded"]);
    const told = (id: string) => job({ repository: { owner: "boxp", ownerId: "1", name: "arch", id } });
    expect(short(await ask(withIds, told("2")))).toEqual(["ids allowed"]);
    expect(short(await ask(withIds, told("3")))).toEqual(["ids denied"]);
  });

  it("is denied by a provider that does not accept its audience", async () => {
    const provider = { url: "https://token.actions.githubusercontent.com", client_id_list: ["sigstore"] };
    const declared = await model(roles, { aws_iam_openid_connect_provider: { github: provider } });
    expect(short(whoCan(declared, job()))).toEqual(["any denied", "main denied", "production denied"]);
  });
});

describe("a chain of roles", () => {
  const assume = document({ Action: "sts:AssumeRole", Resource: "*" });
  const first = { trust: document(github("repo:boxp/arch:*")), policy: assume };

  it("is followed to its end, and named in the answer", async () => {
    const answers = await ask(
      {
        first,
        second: {
          trust: document(from(ROLE("first"), undefined, ["sts:AssumeRole", "sts:TagSession"])),
          policy: assume,
        },
        third: { trust: document(from(ROLE("second"))) },
        other: { trust: document(from(ROLE("elsewhere"))) },
      },
      job(),
    );
    expect(short(answers)).toEqual(["first allowed", "second allowed", "third allowed", "other denied"]);
    expect(answers[2]?.because.at(-1)).toBe("through first -> second -> third");
    expect(answers[2]?.because).toContainEqual(expect.stringMatching(/role-skip-session-tagging/));
  });

  it("is only as certain as its first step", async () => {
    const roles = {
      first: { ...first, trust: document(github("repo:boxp/arch:ref:refs/heads/main")) },
      second: { trust: document(from(ROLE("first"))) },
    };
    expect(short(await ask(roles, job({ ref: undefined })))).toEqual([
      "first cannot be excluded",
      "second cannot be excluded",
    ]);
  });

  it("ends where one side does not allow it", async () => {
    const delegated = { trust: document(from("123456789012")) };
    expect(short(await ask({ first, second: delegated }, job()))).toEqual(["first allowed", "second allowed"]);
    const powerless = { trust: first.trust };
    expect(short(await ask({ first: powerless, second: delegated }, job()))).toEqual([
      "first allowed",
      "second denied",
    ]);
  });

  it("may be a circle", async () => {
    const circle = {
      a: { trust: document(from(ROLE("b")), github("repo:boxp/arch:*")), policy: assume },
      b: { trust: document(from(ROLE("a"))), policy: assume },
    };
    expect(short(await ask(circle, job()))).toEqual(["a allowed", "b allowed"]);
  });
});

describe("a service account", () => {
  const trust = (issuer: string, sub: string) =>
    document({
      Action: "sts:AssumeRoleWithWebIdentity",
      Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${issuer}` },
      Condition: { StringEquals: { [`${issuer}:sub`]: sub, [`${issuer}:aud`]: "sts.amazonaws.com" } },
    });
  const account = (name: string, issuer?: string): Situation => ({
    kind: "service-account",
    account: { namespace: "openhands", name, issuer },
  });
  const roles = {
    app: { trust: trust(CLUSTER, "system:serviceaccount:openhands:app") },
    ci: { trust: document(github("repo:boxp/arch:*")) },
  };

  it("can assume a role that trusts its cluster, whether the issuer is given or not", async () => {
    expect(short(await ask(roles, account("app")))).toEqual(["app allowed", "ci denied"]);
    expect(short(await ask(roles, account("other")))).toEqual(["app denied", "ci denied"]);
    expect(short(await ask(roles, account("app", CLUSTER)))).toEqual(["app allowed", "ci denied"]);
    expect(short(await ask(roles, account("app", "oidc.example.com")))).toEqual(["app denied", "ci denied"]);
  });

  it("may have a pod identity", async () => {
    const pods = { Action: ["sts:AssumeRole", "sts:TagSession"], Principal: { Service: "pods.eks.amazonaws.com" } };
    expect(short(await ask({ pods: { trust: document(pods) } }, account("app")))).toEqual(["pods cannot be excluded"]);
    const tags = { StringEquals: { "aws:RequestTag/kubernetes-namespace": "other" } };
    const elsewhere = { pods: { trust: document({ ...pods, Condition: tags }) } };
    expect(short(await ask(elsewhere, account("app")))).toEqual(["pods denied"]);
  });
});

describe("a service account with EKS Pod Identity", () => {
  const CLUSTER_ARN = "arn:aws:eks:us-east-1:123456789012:cluster/agents";
  const ASSOCIATION = {
    cluster_name: "agents",
    namespace: "openhands",
    service_account: "app",
    role_arn: "${aws_iam_role.pods.arn}",
  };
  const pods = (tags: object = {}) => ({
    Action: ["sts:AssumeRole", "sts:TagSession"],
    Principal: { Service: "pods.eks.amazonaws.com" },
    Condition: { StringEquals: Object.fromEntries(Object.entries(tags).map(([k, v]) => [`aws:RequestTag/${k}`, v])) },
  });
  const asked = async (tags: object, association?: object, name = "app", issuer?: string) => {
    const associations = association && { aws_eks_pod_identity_association: { app: association } };
    const declared = await model({ pods: { trust: document(pods(tags)) } }, associations);
    const [answer] = whoCan(declared, {
      kind: "service-account",
      account: { namespace: "openhands", name, ...(issuer && { issuer }) },
    });
    return answer?.because ?? [];
  };

  it.each<[string, object, object]>([
    ["no condition", {}, ASSOCIATION],
    ["its cluster's ARN", { "eks-cluster-arn": CLUSTER_ARN }, ASSOCIATION],
    [
      "its cluster, namespace and account",
      { "eks-cluster-name": "agents", "kubernetes-namespace": "openhands", "kubernetes-service-account": "app" },
      ASSOCIATION,
    ],
    ["the role's ARN written out", {}, { ...ASSOCIATION, role_arn: ROLE("pods") }],
    ["no session tags", {}, { ...ASSOCIATION, disable_session_tags: true }],
  ])("is certain where the association is declared: %s", async (_, tags, association) => {
    expect(await asked(tags, association)).toEqual([
      "allowed: aws_eks_pod_identity_association.app gives the role to openhands/app in the cluster agents",
      expect.stringMatching(/^allows sts:AssumeRole on /),
      ...("disable_session_tags" in association ? [] : [expect.stringMatching(/^allows sts:TagSession on /)]),
    ]);
  });

  const UNDECIDED = /^condition StringEquals aws:RequestTag\/eks-cluster-arn .* cannot be decided/;
  it.each<[string, object, object | undefined, string?]>([
    ["none", { "eks-cluster-arn": CLUSTER_ARN }, undefined],
    ["one of another service account", { "eks-cluster-arn": CLUSTER_ARN }, { ...ASSOCIATION, service_account: "web" }],
    ["one of another namespace", { "eks-cluster-arn": CLUSTER_ARN }, { ...ASSOCIATION, namespace: "web" }],
    ["one of another role", { "eks-cluster-arn": CLUSTER_ARN }, { ...ASSOCIATION, role_arn: ROLE("web") }],
    [
      "one of an unknown account",
      { "eks-cluster-arn": CLUSTER_ARN },
      { ...ASSOCIATION, service_account: "${var.name}" },
    ],
    [
      "one in another cluster, which the trust refuses",
      { "eks-cluster-arn": CLUSTER_ARN },
      { ...ASSOCIATION, cluster_name: "web" },
      "another",
    ],
    [
      "one without the tags that the trust asks for",
      { "eks-cluster-arn": CLUSTER_ARN },
      { ...ASSOCIATION, disable_session_tags: true },
      "another",
    ],
  ])(
    "cannot be excluded where the files have %s, and says each doubt once",
    async (_, tags, association, which = "an") => {
      expect(await asked(tags, association)).toEqual([
        `cannot be excluded: ${which} EKS pod identity association may give the role to openhands/app`,
        expect.stringMatching(UNDECIDED),
      ]);
    },
  );

  it("cannot be excluded where the issuer is given: associations name clusters", async () => {
    expect(await asked({}, ASSOCIATION, "app", CLUSTER)).toEqual([
      `cannot be excluded: whether the cluster agents of aws_eks_pod_identity_association.app has the issuer ${CLUSTER} is not known`,
    ]);
  });

  it("cannot be excluded where the trust does not allow session tags: an association may disable them", async () => {
    const untagged = { ...pods(), Action: "sts:AssumeRole" };
    const situation: Situation = { kind: "service-account", account: { namespace: "openhands", name: "app" } };
    expect(short(await ask({ pods: { trust: document(untagged) } }, situation))).toEqual(["pods cannot be excluded"]);
  });

  it("is refused where the trust names another one", async () => {
    const tags = { "kubernetes-service-account": "app" };
    expect(await asked(tags, { ...ASSOCIATION, service_account: "web" }, "web")).toEqual([
      expect.stringMatching(/^denied: /),
    ]);
  });

  it("is certain in a plan", async () => {
    const planned = (type: string, name: string, values: object, expressions: object) => ({
      values: { address: `${type}.${name}`, mode: "managed", type, name, values },
      configured: { address: `${type}.${name}`, mode: "managed", type, name, expressions },
    });
    const both = [
      planned("aws_iam_role", "pods", { name: "pods", assume_role_policy: document(pods()) }, {}),
      planned(
        "aws_eks_pod_identity_association",
        "app",
        { cluster_name: "agents", namespace: "openhands", service_account: "app" },
        { role_arn: { references: ["aws_iam_role.pods.arn", "aws_iam_role.pods"] } },
      ),
    ];
    const plan = {
      format_version: "1.2",
      planned_values: { root_module: { resources: both.map(({ values }) => values) } },
      configuration: { root_module: { resources: both.map(({ configured }) => configured) } },
      resource_changes: [
        { address: "aws_eks_pod_identity_association.app", change: { after_unknown: { role_arn: true } } },
      ],
    };
    const read = await readTerraform([{ path: "plan.json", text: JSON.stringify(plan) }]);
    expect(short(whoCan(read, { kind: "service-account", account: { namespace: "openhands", name: "app" } }))).toEqual([
      "pods allowed",
    ]);
  });
});

describe("an AWS principal", () => {
  it("has its own permissions, and those of the roles it may assume", async () => {
    const policy = document({ Action: "sts:AssumeRole", Resource: ROLE("app") });
    const more = { aws_iam_user_policy: { bot: { user: "${aws_iam_user.bot.name}", policy } } };
    const roles = {
      app: { trust: document(from("arn:aws:iam::123456789012:root")) },
      other: { trust: document(from("123456789012")) },
    };
    const answers = whoCan(await model(roles, more, ["bot"]), principal("arn:aws:iam::123456789012:user/bot"));
    expect(short(answers)).toEqual(["app allowed", "bot allowed", "other denied"]);
  });

  it("is a role itself, or a session of it", async () => {
    const roles = { app: { trust: document(github("repo:boxp/arch:*")) } };
    expect(short(await ask(roles, principal(ROLE("app"))))).toEqual(["app allowed"]);
    expect(short(await ask(roles, principal("arn:aws:sts::123456789012:assumed-role/app/me")))).toEqual([
      "app allowed",
    ]);
  });

  it("may have policies that are not in the input, and chooses the external id", async () => {
    const roles = {
      delegated: { trust: document(from("123456789012")) },
      named: { trust: document(from(ROLE("admin"))) },
      external: { trust: document(from(ROLE("admin"), { StringEquals: { "sts:ExternalId": "x" } })) },
      foreign: { trust: document(from("111122223333")) },
    };
    expect(short(await ask(roles, principal(ROLE("admin"))))).toEqual([
      "delegated cannot be excluded",
      "external cannot be excluded",
      "named allowed",
      "foreign denied",
    ]);
  });
});

it("prints <unknown> for unknown names", async () => {
  const text = `
variable "name" {}
resource "aws_iam_role" "r" {
  for_each           = toset([var.name])
  name               = each.key
  assume_role_policy = jsonencode(${document(github("repo:boxp/arch:*"))})
}
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r[var.name].name
  policy = jsonencode(${document({ Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" })})
}`;
  const answers = whoCan(await readTerraform([{ path: "main.tf", text }]), job());
  expect(answers[0]).toMatchObject({ address: 'aws_iam_role.r["<unknown>"]', name: "<unknown>", decision: "allowed" });
  expect(JSON.stringify(answers)).not.toContain(UNKNOWN);
});

it("never treats an unknown trust policy as a denial", async () => {
  const text = `
variable "trust" {}
resource "aws_iam_role" "unknown" {
  name               = "unknown"
  assume_role_policy = var.trust
}
resource "aws_iam_role_policy_attachment" "named" {
  role       = "elsewhere"
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}`;
  const answers = whoCan(await readTerraform([{ path: "main.tf", text }]), job());
  expect(short(answers)).toEqual(["unknown cannot be excluded", "elsewhere cannot be excluded"]);
  expect(answers[0]?.because[0]).toContain("the trust policy of unknown is not fully known");
});

describe("permissions and actions", () => {
  const trust = document(github("repo:boxp/arch:*"));
  const policy = document(
    {
      Sid: "Read",
      Action: ["s3:GetObject"],
      Resource: "arn:aws:s3:::data/*",
      Condition: { Bool: { "aws:SecureTransport": "true" } },
    },
    { Effect: "Deny", NotAction: "s3:*", NotResource: "arn:aws:s3:::data" },
  );
  const wished = async (wish: ActionQuery, more?: object) =>
    whoCan(await model({ app: { trust, policy } }, more), job(), wish)[0]?.wish;

  it("puts every statement in words", async () => {
    const [answer] = await ask({ app: { trust, policy } }, job());
    expect(answer?.permissions).toEqual([
      'Allow s3:GetObject on arn:aws:s3:::data/* if Bool aws:SecureTransport "true" (aws_iam_role_policy.app, statement "Read")',
      "Deny everything except s3:* on everything except arn:aws:s3:::data (aws_iam_role_policy.app, statement 1)",
    ]);
  });

  it("lists no permissions if the role cannot be assumed", async () => {
    const [answer] = await ask({ app: { trust, policy } }, job({ audience: "other" }), { action: "s3:GetObject" });
    expect(answer).toMatchObject({ decision: "denied", permissions: [] });
    expect(answer?.wish).toBeUndefined();
  });

  it("decides an action on a resource, or on any resource where it is allowed", async () => {
    const plain = { app: { trust, policy: document({ Action: "s3:GetObject", Resource: "arn:aws:s3:::data/*" }) } };
    const decided = async (wish: ActionQuery) => (await ask(plain, job(), wish))[0]?.wish?.decision;
    expect(await decided({ action: "s3:GetObject", resource: "arn:aws:s3:::data/x" })).toBe("allowed");
    expect(await decided({ action: "S3:getobject", resource: "arn:aws:s3:::data/x" })).toBe("allowed");
    expect(await decided({ action: "s3:GetObject", resource: "arn:aws:s3:::data" })).toBe("denied");
    expect(await decided({ action: "s3:PutObject", resource: "arn:aws:s3:::data/x" })).toBe("denied");
    expect(await decided({ action: "s3:GetObject" })).toBe("allowed");
    expect(await decided({ action: "s3:PutObject" })).toBe("denied");
  });

  it("knows what needs no permission", async () => {
    const answer = await wished({ action: "sts:GetCallerIdentity" });
    expect(answer).toMatchObject({ decision: "allowed", because: [expect.stringContaining("needs no permission")] });
    expect((await wished({ action: "sts:GetSessionToken" }))?.decision).toBe("denied");
  });

  it("cannot exclude what depends on the call", async () => {
    const answer = await wished({ action: "s3:GetObject", resource: "arn:aws:s3:::data/x" });
    expect(answer?.decision).toBe("allowed");
    expect(answer?.because[0]).toMatch(/^cannot be excluded: condition Bool aws:SecureTransport/);
  });

  it("applies the resource's own policy", async () => {
    const bucket = { aws_s3_bucket: { data: { bucket: "data" } } };
    const denying = JSON.stringify({
      Version: "2012-10-17",
      Statement: { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::data/*" },
    });
    const more = { ...bucket, aws_s3_bucket_policy: { data: { bucket: "data", policy: denying } } };
    expect((await wished({ action: "s3:GetObject", resource: "arn:aws:s3:::data/x" }, more))?.decision).toBe("denied");
  });

  it("cannot exclude what a policy says of which resource is not known", async () => {
    const stating = (Effect: string) =>
      JSON.stringify({
        Version: "2012-10-17",
        Statement: { Effect, Principal: { AWS: ROLE("app") }, Action: "s3:*", Resource: "*" },
      });
    const bucket = "${aws_s3_bucket.some.bucket}";
    const more = (effect: string) => ({
      aws_s3_bucket: { some: {} },
      aws_s3_bucket_policy: { p: { bucket, policy: stating(effect) } },
    });
    const doubt = "cannot be excluded: whether aws_s3_bucket_policy.p protects arn:aws:s3:::other/x is not known";
    const write = { action: "s3:PutObject", resource: "arn:aws:s3:::other/x" };
    expect(await wished(write, more("Allow"))).toEqual({ decision: "allowed", because: [doubt] });
    expect((await wished(write, more("Deny")))?.decision).toBe("denied");
    const named = { aws_s3_bucket_policy: { p: { bucket: "data", policy: stating("Allow") } } };
    expect((await wished(write, named))?.decision).toBe("denied");
  });

  it("cannot exclude what an AWS managed policy allows, and knows AdministratorAccess", async () => {
    const attached = (name: string) => ({
      aws_iam_role_policy_attachment: { a: { role: "app", policy_arn: `arn:aws:iam::aws:policy/${name}` } },
    });
    const asked = async (name: string) =>
      whoCan(await model({ app: { trust } }, attached(name)), job(), { action: "iam:CreateUser" })[0];
    expect((await asked("AdministratorAccess"))?.wish?.because[0]).toMatch(/^allowed/);
    expect((await asked("PowerUserAccess"))?.wish?.because[0]).toMatch(/^cannot be excluded/);
    expect((await asked("PowerUserAccess"))?.permissions).toEqual([
      "Whatever arn:aws:iam::aws:policy/PowerUserAccess allows, which is not in the input",
    ]);
  });

  it("is limited by a boundary", async () => {
    const text = JSON.stringify({
      resource: {
        aws_iam_policy: { limit: { name: "limit", policy: document({ Action: "s3:*", Resource: "*" }) } },
        aws_iam_role: {
          app: { name: "app", assume_role_policy: trust, permissions_boundary: "${aws_iam_policy.limit.arn}" },
        },
        aws_iam_role_policy: { app: { role: "app", policy: document({ Action: "*", Resource: "*" }) } },
      },
    });
    const read = await readTerraform([{ path: "main.tf.json", text }]);
    const decided = (action: string) => whoCan(read, job(), { action })[0]?.wish?.decision;
    expect([decided("s3:GetObject"), decided("iam:CreateUser")]).toEqual(["allowed", "denied"]);
  });
});
