import fc from "fast-check";
import type { z } from "zod";
import * as ofKubernetes from "./kubernetes-names";
import * as exported from "./names";

const names = { ...exported, ...ofKubernetes };

const accepts = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success;

it.each<[keyof typeof names, accepted: unknown[], refused: unknown[]]>([
  ["AccountId", ["123456789012", "000000000001"], ["12345678901", "1234567890123", "12345678901a", 123456789012, ""]],
  ["RoleName", ["a", "a.b+c=d,e@f-g_h", "r".repeat(64)], ["", "a b", "a/b", "ä", "r".repeat(65), "a\n"]],
  ["UserName", ["u".repeat(64)], ["u".repeat(65), "a:b"]],
  [
    "RoleArn",
    [
      "arn:aws:iam::123456789012:role/r",
      "arn:aws-us-gov:iam::123456789012:role/a/b.c/r+1",
      `arn:aws-cn:iam::123456789012:role/${"r".repeat(64)}`,
    ],
    [
      "r",
      "arn:aws:iam::123456789012:user/u",
      "arn:aws:iam::12345678901:role/r",
      "arn:aws:iam::123456789012:role/",
      "arn:aws:iam::123456789012:role/a/",
      "arn:aws:iam::123456789012:role//a",
      "arn:aws:iam::123456789012:role/*",
      "arn:aws:iam::123456789012:root",
      "arn:aws:sts::123456789012:assumed-role/r/s",
      `arn:aws:iam::123456789012:role/${"r".repeat(65)}`,
      "arn:aws:iam::123456789012:role/r\n",
    ],
  ],
  ["PolicyName", ["p".repeat(128)], ["p".repeat(129), "a*"]],
  ["IamPath", ["/", "/service/", "/a/b.c/"], ["", "service", "/service", "service/", "//", "/a//b/", "/a b/", "/{a}/"]],
  ["PolicyDescription", ["Für alle: $5 (50%)", "d".repeat(1000)], ["", "a\nb", "a{b", "d".repeat(1001)]],
  [
    "BucketName",
    ["abc", "a.b-c", "1".repeat(63), "my-xn--bucket", "1.2.3"],
    ["ab", "b".repeat(64), "-abc", "abc-", ".abc", "Abc", "a_b", "a..b", "1.2.3.4", "sthree-a", "a--ol-s3", "a.mrap"],
  ],
  ["KeyPrefix", ["a/", "a b/ü/", `${"p".repeat(511)}/`], ["", "/", "a", "/a/", "a*/", "a?/", "${a}/", "a\n/"]],
  [
    "StateKey",
    ["<stack>", "terraform/aws/<stack>/v1/terraform.tfstate", "<stack>/<stack>.a..b"],
    [
      "",
      "stack",
      "/<stack>",
      "<stack>/",
      "a//<stack>",
      "../<stack>",
      "a/./<stack>",
      "<stack>/..",
      "<stack><",
      "<a><stack>",
    ],
  ],
  [
    "ParameterName",
    ["a", "/a", "/a/b.c-d_e", "/a".repeat(15), "x/y".replace("/", "."), "/myaws"],
    ["", "/", "a/b", "/a/", "//a", "/a//b", "/a".repeat(16), "aws", "/AwsX", "SSM-a", "/a b", "a*"],
  ],
  ["ParameterPath", ["/a", "/openhands/config", "/a".repeat(13)], ["", "/", "a", "/a/", "/aws/a", "/a".repeat(15)]],
  ["EcrRepositoryName", ["ab", "a/b", "a-b_c.d/e1"], ["a", "A", "a--b", "-a", "a/", "/a", "a//b", "a".repeat(257)]],
  ["SessionName", ["ab", "GitHubActions-to-AWS", "s".repeat(64)], ["a", "a b", "s".repeat(65), "a/b"]],
  ["SessionNamePrefix", ["o", "openhands", "s".repeat(27)], ["", "a b", "s".repeat(28), "a/b", "a*", "a:b"]],
  [
    "ModelId",
    ["anthropic.claude-sonnet-4-6", "anthropic.claude-3-7-sonnet-20250219-v1:0", "a.b:0:200k", "usa.model"],
    ["claude", "us.anthropic.claude", "us-gov.a.b", "global.a.b", "a.b:c:d:e", "A.b", "arn:aws:bedrock:x::y/z", "a.*"],
  ],
  [
    "OpenhandsVersion",
    ["0.27", "0.59", "1.11", "1.10.3", "0.0"],
    ["", "0", "2.0", "v1.11", "1.", "1.011", "1.11-x", "latest", 0.27],
  ],
  [
    "RepositorySlug",
    ["boxp/arch", "a/b.c_d-e", "emu-user_corp/x", "a/.github"],
    [
      "arch",
      "boxp/",
      "/arch",
      "boxp/*",
      "box*/arch",
      "a/b/c",
      "-a/b",
      "a-/b",
      "a/..",
      "a/.",
      "a/b.git",
      "a@1/b",
      "a/b c",
    ],
  ],
  ["OwnerName", ["boxp", "a-b", "u_corp"], ["", "*", "a/b", "a--b", "-a", "a-", "a".repeat(40)]],
  ["GithubId", [1, 9007199254740991], [0, -1, 1.5, "1", Number.NaN, 1e300]],
  [
    "BranchPattern",
    ["main", "feature/a-b", "release/*", "*", "a.b", "日本", "@", "a@b"].filter((name) => name !== "@"),
    [
      "",
      "@",
      "/a",
      "a/",
      "a//b",
      ".a",
      "a/.b",
      "a.",
      "a..b",
      "-a",
      "a b",
      "a~b",
      "a^b",
      "a:b",
      "a?b",
      "a[b",
      "a\\b",
      "a@{b",
    ],
  ],
  ["TagPattern", ["v*", "v1.2.3"], ["refs/tags/v1", "v1.lock", "a.lock/b", "${a}", "v\u0007"]],
  ["EnvironmentName", ["production", "blue: eu", "a/b", "é"], ["", "*", "prod?", "${a}", "a\nb", "e".repeat(256)]],
  [
    "IssuerHost",
    ["token.actions.githubusercontent.com", "ghes.example.com/_services/token"],
    ["localhost", "https://a.com", "a.com:443", "a.com/", "A.com", "a..com", "-a.com", "a.com?b", "a".repeat(300)],
  ],
  ["Audience", ["sts.amazonaws.com", "https://github.com/boxp"], ["", "a b", "a*", 'a"b', "a\\b", "${a}", "a\0"]],
  [
    "VersionConstraint",
    ["1", "= 1.2", ">= 5.100.0, < 7.0.0", "~>1.11", "!= 1.0.0-beta.1 , 2"],
    ["", "latest", ">=", "1.2.3.4", ">= 1,", "1 2", "=> 1"],
  ],
  ["ResourceLabel", ["a", "a_1"], ["", "1a", "_a", "A", "a-b", "a.b", "a".repeat(64)]],
  ["Namespace", ["a", "1-a", "n".repeat(63)], ["", "-a", "a-", "A", "a.b", "a_b", "n".repeat(64), "a\n"]],
  ["ServiceName", ["a", "a-1", "s".repeat(63)], ["", "1a", "-a", "a-", "A", "a.b", "s".repeat(64)]],
  ["ContainerName", ["a", "1-a"], ["", "-a", "a.b", "A", "c".repeat(64)]],
  [
    "ObjectName",
    ["a", "a.b-c.1", `${"o".repeat(63)}.${"o".repeat(63)}.${"o".repeat(63)}.${"o".repeat(61)}`],
    ["", ".a", "a.", "a..b", "A", "a_b", "a/b", "o".repeat(64), `${"o".repeat(63)}.`.repeat(4)],
  ],
  [
    "LabelKey",
    ["app", "kubernetes.io/hostname", "A_b.c-1", `${"p".repeat(63)}.io/${"n".repeat(63)}`],
    ["", "/a", "a/", "a/b/c", "-a", "a-", "A/b", `x/${"n".repeat(64)}`, `${"p.".repeat(127)}/n`],
  ],
  ["LabelValue", ["", "a", "A_b.c-1", "v".repeat(63)], ["-a", "a-", "a b", "a/b", "v".repeat(64)]],
  ["LabelSelector", ["a=b", "x.io/a=,b=c"], ["", "a", "a==b", "a!=b", "a=b,", "a in (b)", "a=b, c=d"]],
  ["SecretKey", ["a", "A_b-1.c", "..."], ["", ".", "..", "a/b", "a b", "k".repeat(254)]],
  ["VariableName", ["A", "_a1"], ["", "1A", "A-B", "A.B", "A B", "A="]],
  [
    "PlainText",
    ["", "http://$(HOST):{port}", '{"a":"b"}', "ä"],
    ["${a}", "%{if}", "$${a}", "a\nb", "a\0", "a\u2028b", "a\u2029", "\u202Ea", "\u2066a", "\uD800", "\uFFFE", 1, true],
  ],
  ["FieldManager", ["openhands-aws", "a.b"], ["", "A", "a b", "-a", `a.${"b".repeat(63)}.${"c".repeat(63)}`, 1]],
  [
    "BaseImage",
    [
      "debian:12",
      `debian:12@sha256:${"0".repeat(64)}`,
      `debian@sha256:${"a".repeat(64)}`,
      "localhost:5000/a/b:v1_2-slim",
      `localhost:5000/b@sha256:${"0".repeat(64)}`,
    ],
    ["debian", "debian@12", "debian:12@sha256:0", `debian@sha256:${"A".repeat(64)}`, `a:${"1".repeat(101)}`, "a:1@b:2"],
  ],
  [
    "ImageRepository",
    ["openhands", "a/b", "localhost:5000/a/b", "docker.all-hands.dev/all-hands-ai/openhands", "a__b/c-d.e"],
    ["", "a:1", "a@sha256:0", "A/b", "a//b", "/a", "a/", "a/-b", "a/b c", "https://a/b"],
  ],
  [
    "HostPath",
    ["/srv", "/srv/open-hands/a.b"],
    ["", "/", "srv", "/srv/", "/a//b", "/a/..", "/./a", "/a:b", "/a,b", "/a b"],
  ],
  [
    "SandboxMount",
    ["/a:/b", "/srv/work:/workspace:rw", "/a:/b:ro"],
    ["", "/a", "a:/b", "/a:b", "/a:/b:", "/a:/b:rx", "/a:/b,/c:/d", "/a/..:/b", "/a:/../b", "vol:/b"],
  ],
  [
    "Processors",
    ["1", "500m", "16"],
    ["", "0", "0m", "1000m", "0.5", "0.0005", "1000", "1e3", "-1", "1n", "2Gi", "1k", 1],
  ],
  [
    "Bytes",
    ["2Gi", "1536Mi", "10Gi", "1G", "7Ei"],
    ["", "0Gi", "2048Mi", "512m", "100", "1.5Ki", "0.1Gi", "1e3", "-1Gi", "1 Gi", "1GB", "8Ei", "1000Ei", 1],
  ],
  [
    "Interval",
    ["1h0m0s", "30m0s", "15s", "2562047h47m16s"],
    ["", "0s", "1h", "60m", "90s", "1d", "-1h0m0s", "2562047h47m17s", 3600],
  ],
  [
    "ServerUrl",
    ["https://203.0.113.7:6443", "https://k8s.example.com", "https://rancher.example.com/k8s/clusters/c-1"],
    ["", "http://a", "https://", "https://a b", "https://a/?q", "https://a:0", "https://a:65536", "https://${a}", "a"],
  ],
  ["Base64", ["YQ==", "YWI=", "YWJj"], ["", "YQ", "YQ=", "Y Q==", "YQ==\n", "-___"]],
  ["TagKey", ["Owner", "a:b", "k".repeat(128), "saws:"], ["", "aws:a", "AWS:a", "a*", "k".repeat(129)]],
  ["TagValue", ["", "a b/c@d", "v".repeat(256)], ["a{b", "a,b", "v".repeat(257), 1]],
])("%s accepts and refuses by its rule", (name, accepted, refused) => {
  const schema = names[name];
  expect(accepted.filter((value) => !accepts(schema, value))).toEqual([]);
  expect(refused.filter((value) => accepts(schema, value))).toEqual([]);
});

describe("one wrong character anywhere", () => {
  const iam = fc.stringMatching(/^[\w+=,.@-]{1,60}$/);
  const lower = fc.stringMatching(/^[a-z0-9]{1,12}$/);
  const words = (max: number) => fc.array(lower, { minLength: 1, maxLength: max });
  it.each<[keyof typeof names, fc.Arbitrary<string>, string]>([
    ["RoleName", iam, " /*?:;!#$%&(){}[]<>|\\\"'~^ä\n"],
    ["UserName", iam, " /*?:;!#$%&(){}[]<>|\\\"'~^ä\n"],
    ["PolicyName", iam, " /*?:;!#$%&(){}[]<>|\\\"'~^ä\n"],
    ["SessionName", iam.filter((name) => name.length > 1), " /*?:;!#${}\\\"'\n"],
    ["RoleArn", words(4).map((parts) => `arn:aws:iam::123456789012:role/${parts.join("/")}`), " *?${}\\\"'\n"],
    ["SessionNamePrefix", iam.filter((name) => name.length < 27), " /*?:;!#${}\\\"'\n"],
    ["BucketName", words(4).map((parts) => `b${parts.join("-")}b`), "A_*?/:$ {}\\\"'\n"],
    ["KeyPrefix", words(4).map((parts) => `${parts.join("/")}/`), "*?${}\n\0"],
    ["ParameterName", words(14).map((parts) => `/x${parts.join("/")}`), " *?:${}\\\"'\n"],
    ["EcrRepositoryName", words(5).map((parts) => `r${parts.join("/")}`), "A *?:${}\\\"'\n"],
    ["ModelId", words(3).map((parts) => `vendor.${parts.join("-")}`), "A *?/${}\\\"'\n"],
    ["RepositorySlug", fc.tuple(lower, lower).map((parts) => parts.join("/")), " *?:@${}\\\"'\n"],
    ["BranchPattern", words(5).map((parts) => parts.join("/")), " ~^:?[\\${}\n\u007f"],
    ["TagPattern", words(5).map((parts) => parts.join("/")), " ~^:?[\\${}\n\u007f"],
    ["EnvironmentName", words(5).map((parts) => parts.join(" ")), "*?${}\n\0"],
    ["Audience", words(5).map((parts) => parts.join(".")), ' *?${}\\"\n\0'],
    ["ResourceLabel", lower.map((word) => `l${word}`), "A-. *?:/${}\\\"'\n"],
    ["StateKey", words(5).map((parts) => `${parts.join("/")}/<stack>`), ' ?${}\\"\n<>'],
  ])("makes an accepted %s refused", (name, valid, wrong) => {
    const schema = names[name];
    fc.assert(
      fc.property(valid, fc.constantFrom(...wrong), fc.nat(), (text, char, position) => {
        const at = position % (text.length + 1);
        return accepts(schema, text) && !accepts(schema, text.slice(0, at) + char + text.slice(at));
      }),
    );
  });
});

describe("hostile text is refused or accepted: a pattern that backtracks would never come back", () => {
  const units = [
    "a",
    "A",
    "1",
    "-",
    ".",
    "/",
    " ",
    ",",
    "_",
    "*",
    "@{",
    "a.",
    "a-",
    "a/",
    "/a",
    "1.",
    "-a",
    "1, ",
    "a:",
  ];
  const starts = ["", "1,", "a/", "a.b", "<stack>"];
  const ends = ["", "!", ".lock"];
  const hostile = (length: number) =>
    starts.flatMap((start) =>
      [...units, "<stack"].flatMap((unit) => {
        const middle = unit.repeat(length / unit.length);
        return ends.map((end) => start + middle + end);
      }),
    );
  // Small steps first: a pattern that backtracks exponentially would never finish a big one.
  const lengths = [20, 24, 29, 35, 42, 50, 60, 72, 86, 103, 124, 149, 1000, 10_000, 100_000];
  const texts = lengths.flatMap(hostile);

  it.each(Object.keys(names) as (keyof typeof names)[])("by %s, up to 100,000 characters", (name) => {
    for (const text of texts) expect([true, false]).toContain(accepts(names[name], text));
  });
});
