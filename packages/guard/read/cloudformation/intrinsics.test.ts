import fc from "fast-check";
import { known, readable } from "../../text";
import { readTerraform } from "..";

const HEAD = `AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Org: { Type: String, Default: octo-org }
  Open: { Type: String }
  Names: { Type: CommaDelimitedList, Default: "a, b" }
  Name: { Type: String, Default: "" }
  Stored: { Type: "AWS::SSM::Parameter::Value<String>", Default: /org }
Mappings:
  Accounts:
    prod: { id: "123456789012", name: app, who: "*" }
    test: { id: "123456789012", name: web, who: a }
Conditions:
  IsOpen: !Equals [!Ref Open, "yes"]
  IsDefault: !Equals [!Ref Org, octo-org]
  Never: !Equals [a, b]
  Always: !Not [{ Condition: Never }]
  Both: !And [{ Condition: Always }, { Condition: IsOpen }]
  Neither: !And [{ Condition: Never }, { Condition: IsOpen }]
  HasName: !Not [!Equals [!Ref Name, ""]]
  Round: !Or [{ Condition: Round }, { Condition: Round }]
`;

/** The name of a role, and why parts of it are unknown. */
async function named(value: string): Promise<string> {
  const text = `${HEAD}Resources:
  Other: { Type: AWS::IAM::Role, Properties: { RoleName: other, Path: /x/, AssumeRolePolicyDocument: {} } }
  Unnamed: { Type: AWS::IAM::Role, Properties: { AssumeRolePolicyDocument: {} } }
  Bucket: { Type: AWS::S3::Bucket, Properties: { BucketName: !Sub "\${Org}-files" } }
  Topic: { Type: AWS::SNS::Topic, Properties: { TopicName: t } }
  Machine: { Type: AWS::EC2::Instance }
  It: { Type: AWS::IAM::Role, Properties: { AssumeRolePolicyDocument: {}, RoleName: ${value} } }
`;
  const model = await readTerraform([{ path: "t.yaml", text }]);
  const role = model.resources.find(({ address }) => address === "It");
  const { value: name, whys } = role?.attribute("name") ?? { value: null, whys: [] };
  return [typeof name === "object" ? JSON.stringify(name) : readable(String(name)), ...whys].join("; ");
}

const LATER = "is decided when the stack is deployed";

it.each<[value: string, expected: string]>([
  ["!Ref Org", "octo-org"],
  ["{ Ref: Org }", "octo-org"],
  ["!Ref Open", "<unknown>; the parameter Open has no default"],
  ["!Ref Stored", "<unknown>; the parameter Stored is read from Parameter Store when the stack is deployed"],
  ["!Ref Nothing", "<unknown>; Nothing is not declared in the template"],
  ["!Ref Other", "other"],
  ["!Ref Unnamed", "<unknown>-Unnamed-<unknown>"],
  ["!Ref Topic", "arn:aws:sns:<unknown>:<unknown>:t"],
  ["!GetAtt Other.Arn", "arn:aws:iam::<unknown>:role/x/other"],
  ["!GetAtt [Other, Arn]", "arn:aws:iam::<unknown>:role/x/other"],
  ['{ "Fn::GetAtt": Other.Arn }', "arn:aws:iam::<unknown>:role/x/other"],
  ["!GetAtt Bucket.Arn", "arn:aws:s3:::octo-org-files"],
  ["!GetAtt Topic.TopicArn", "arn:aws:sns:<unknown>:<unknown>:t"],
  ["!GetAtt Machine.PublicIp", "<unknown>; Machine.PublicIp is known only after apply"],
  ["!GetAtt Other.RoleId", "<unknown>; Other.RoleId is known only after apply"],
  ['!Sub "${Org}-${Other}-${Bucket.Arn}"', "octo-org-other-arn:aws:s3:::octo-org-files"],
  ['!Sub ["${a}-${Org}", { a: !Ref Other }]', "other-octo-org"],
  ['!Sub "${!Org}/${AWS::Partition}/${AWS::AccountId}/${AWS::URLSuffix}"', "${Org}/aws/<unknown>/amazonaws.com"],
  ['!Sub "x-${AWS::StackName}-y"', "x-<unknown>-y"],
  ['"${Org}"', "${Org}"],
  ['!Join ["-", [a, !Ref Org, !Ref Other]]', "a-octo-org-other"],
  ['!Join ["-", !Ref Names]', "a-b"],
  ['!Join ["-", !Ref Open]', "<unknown>; the parameter Open has no default"],
  ["!Select [1, !Ref Names]", "b"],
  ["!Select [7, !Ref Names]", "<unknown>; Fn::Select is written in a form that CloudFormation does not have"],
  ['!Select [1, !Split [":", "a:b:c"]]', "b"],
  ["!FindInMap [Accounts, prod, name]", "app"],
  ["!FindInMap [Accounts, !Ref Open, id]", "123456789012; the parameter Open has no default"],
  [
    "!FindInMap [Accounts, !Ref Open, name]",
    `<unknown>; the parameter Open has no default; the entry of the mapping Accounts is known only after apply`,
  ],
  [
    "!FindInMap [Accounts, !Ref Open, who]",
    `<unknown>; the parameter Open has no default; the entry of the mapping Accounts ${LATER}`,
  ],
  ["!FindInMap [Accounts, prod, nothing]", `<unknown>; the entry of the mapping Accounts ${LATER}`],
  // A branch that no default leads to has other values of the parameters that lead to it.
  [
    "!If [HasName, !Ref Name, named]",
    `<unknown>; the parameter Name has another value where it is used; the condition HasName ${LATER}`,
  ],
  ["!If [HasName, !Ref Name, !Ref AWS::NoValue]", "<unknown>-It-<unknown>"],
  [
    "!If [HasName, !Sub 'x-${Name}', x-]",
    `<unknown>; the parameter Name has another value where it is used; the condition HasName ${LATER}`,
  ],
  ["!If [Always, a, b]", "a"],
  ["!If [Never, a, b]", "b"],
  ["!If [Neither, a, b]", "b"],
  ["!If [IsOpen, a, b]", `<unknown>; the condition IsOpen ${LATER}`],
  ["!If [Both, a, b]", `<unknown>; the condition Both ${LATER}`],
  ["!If [Round, a, b]", `<unknown>; the condition Round ${LATER}`],
  ["!If [Missing, a, b]", `<unknown>; the condition Missing ${LATER}`],
  // Whoever deploys the stack may override a default.
  ["!If [IsDefault, a, b]", `<unknown>; the condition IsDefault ${LATER}`],
  ["!If [IsOpen, same, same]", "same"],
  ["!If [Never, a, !Ref AWS::NoValue]", "<unknown>-It-<unknown>"],
  ["!ImportValue other-stack", "<unknown>; Fn::ImportValue takes it from another stack"],
  ["!Transform { Name: AWS::Include }", "<unknown>; Fn::Transform is evaluated when the stack is deployed"],
  ["!Cidr [a, 1, 2]", "<unknown>; Fn::Cidr is evaluated when the stack is deployed"],
  ['"{{resolve:ssm:/name}}-x"', "<unknown>-x; a dynamic reference is looked up when the stack is deployed"],
  ['!Sub "{{resolve:ssm:/${Org}/name}}-x"', "<unknown>-x; a dynamic reference is looked up when the stack is deployed"],
  ["!Base64 ab", "YWI="],
  ["!ToJsonString { b: 1 }", '{"b":1}'],
  ["012345678901", "012345678901"],
  ["!Ref It", "<unknown>; RoleName of It refers to itself"],
])("%s is %s", async (value, expected) => expect(await named(value)).toBe(expected));

const OPEN = { Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" };
const OWN = { Effect: "Allow", Principal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "sts:AssumeRole" };
const DENY = { Effect: "Deny", Principal: "*", Action: "sts:AssumeRole" };
const choice = (name: string, then: unknown, otherwise: unknown) => ({ "Fn::If": [name, then, otherwise] });
const NOTHING = { Ref: "AWS::NoValue" };

/** Effects and principals of a trust policy, and whether all of it is known. */
async function trusted(document: unknown, parameters?: Record<string, string>): Promise<string> {
  const template = {
    Parameters: { P: { Type: "String", Default: "x" }, Q: { Type: "String" } },
    Conditions: { P: { "Fn::Equals": [{ Ref: "P" }, "yes"] }, Q: { "Fn::Equals": [{ Ref: "Q" }, "yes"] } },
    Resources: { R: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: document } } },
  };
  const stack = { name: "s", template_body: JSON.stringify(template), parameters };
  const text = JSON.stringify({ resource: { aws_cloudformation_stack: { s: stack } } });
  const { identities } = await readTerraform([{ path: "main.tf.json", text }]);
  const trust = identities[0]?.trust;
  const statements = (trust?.statements ?? []).map(
    ({ effect, principals }) => `${effect} ${principals?.members.map(({ id }) => known(id)).join(" ")}`,
  );
  return [...statements.sort(), ...(trust?.complete ? [] : ["incomplete"])].join("; ");
}

it.each<[name: string, document: unknown, expected: string]>([
  [
    "a statement in one branch",
    { Statement: [OWN, choice("P", OPEN, NOTHING)] },
    "Allow *; Allow arn:aws:iam::123456789012:root",
  ],
  [
    "a statement in each branch",
    { Statement: choice("P", OPEN, OWN) },
    "Allow *; Allow arn:aws:iam::123456789012:root",
  ],
  ["a list in one branch", { Statement: choice("P", [OPEN], NOTHING) }, "Allow *"],
  [
    "a document in each branch",
    choice("P", { Statement: [OPEN] }, { Statement: [OWN] }),
    "Allow *; Allow arn:aws:iam::123456789012:root",
  ],
  ["a part of a statement", { Statement: [{ ...OWN, Principal: { AWS: choice("P", "*", "a") } }] }, "Allow *; Allow a"],
  [
    "parts by two conditions",
    { Statement: [{ ...OWN, Principal: { AWS: [choice("P", "a", "b"), choice("Q", "c", "d")] } }] },
    "Allow a c; Allow a d; Allow b c; Allow b d",
  ],
  ["a denial that may be there", { Statement: [OPEN, choice("P", DENY, NOTHING)] }, "Allow *; incomplete"],
  [
    "a denial with a part that is chosen",
    { Statement: [OPEN, { ...DENY, Principal: { AWS: choice("P", "*", "a") } }] },
    "Allow *; incomplete",
  ],
  ["a denial in both branches", { Statement: choice("P", [OPEN, DENY], [DENY]) }, "Allow *; Deny *"],
  ["a denial in one document", choice("P", { Statement: [OPEN, DENY] }, { Statement: [OPEN] }), "Allow *; incomplete"],
])("%s counts when it allows, whatever is deployed", async (_, document, expected) =>
  expect(await trusted(document)).toBe(expected),
);

it("does not take a default in a branch that it does not lead to", async () => {
  const template = {
    Parameters: { Buckets: { Type: "CommaDelimitedList", Default: "" }, Name: { Type: "String", Default: "" } },
    Conditions: {
      HasBuckets: { "Fn::Not": [{ "Fn::Equals": [{ "Fn::Join": ["", { Ref: "Buckets" }] }, ""] }] },
      HasName: { "Fn::Not": [{ "Fn::Equals": [{ Ref: "Name" }, ""] }] },
    },
    Resources: {
      R: {
        Type: "AWS::IAM::Role",
        Properties: {
          AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [OWN] },
          ManagedPolicyArns: choice("HasBuckets", { Ref: "Buckets" }, NOTHING),
          Policies: [
            choice(
              "HasName",
              {
                PolicyName: "p",
                PolicyDocument: {
                  Version: "2012-10-17",
                  Statement: [
                    { Effect: "Allow", Action: "s3:GetObject", Resource: { "Fn::Sub": "arn:aws:s3:::${Name}/*" } },
                  ],
                },
              },
              NOTHING,
            ),
          ],
        },
      },
      P: {
        Type: "AWS::IAM::RolePolicy",
        Condition: "HasName",
        Properties: {
          RoleName: { Ref: "R" },
          PolicyName: "p",
          PolicyDocument: {
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: "s3:PutObject", Resource: { "Fn::Sub": "arn:aws:s3:::${Name}/*" } }],
          },
        },
      },
    },
  };
  const { identities, unknowns } = await readTerraform([{ path: "t.json", text: JSON.stringify(template) }]);
  const resources = identities[0]?.grants.flatMap((grant) =>
    grant.kind === "inline"
      ? grant.document.statements.flatMap(({ resources: found }) => (found?.patterns ?? []).map(readable))
      : ["managed"],
  );
  expect(resources?.sort()).toEqual(["arn:aws:s3:::<unknown>/*", "arn:aws:s3:::<unknown>/*"]);
  expect(unknowns.filter(({ harmless }) => !harmless)).toEqual([]);
});

it("gives up on a statement with more conditions than are branched", async () => {
  const names = ["C0", "C1", "C2", "C3", "C4"];
  const Principal = { AWS: names.map((name) => choice(name, "*", "a")) };
  expect(await trusted({ Statement: [{ ...OWN, Principal }] })).toBe("incomplete");
});

it("misses nothing that is open in one of the deployments", async () => {
  const principal = fc.constantFrom("*", "arn:aws:iam::123456789012:root");
  const chosen = <T>(inner: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
    fc.oneof(
      inner,
      fc.tuple(fc.constantFrom("P", "Q"), inner, inner).map(([name, one, other]) => choice(name, one, other)),
    );
  const statement = fc
    .tuple(fc.constantFrom("Allow", "Allow", "Deny"), chosen(principal))
    .map(([Effect, AWS]) => ({ Effect, Principal: { AWS }, Action: "sts:AssumeRole" }));
  const optional = chosen(fc.oneof(statement, fc.constant(NOTHING)));
  const document = chosen(fc.array(optional, { minLength: 1, maxLength: 3 }).map((Statement) => ({ Statement })));
  await fc.assert(
    fc.asyncProperty(document, async (policy) => {
      const undecided = await trusted(policy);
      for (const P of ["yes", "no"])
        for (const Q of ["yes", "no"]) {
          const decided = await trusted(policy, { P, Q });
          const isOpen = /Allow \*/.test(decided) && !/Deny \*/.test(decided);
          const isSaid = /incomplete/.test(undecided) || (/Allow \*/.test(undecided) && !/Deny \*/.test(undecided));
          expect([isOpen, isSaid || !isOpen]).toEqual([isOpen, true]);
        }
    }),
    { numRuns: 150 },
  );
});
