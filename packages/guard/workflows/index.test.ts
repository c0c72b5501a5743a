import fc from "fast-check";
import { stringify } from "yaml";
import type { AccessModel } from "../model";
import { AccessInputError } from "../read/access-input-error";
import { UNKNOWN } from "../text";
import { readAction, readWorkflow, usageOf } from ".";

const MODEL = { identities: [] } as unknown as AccessModel;
const REPOSITORY = { owner: "octo-org", name: "app" };
const read = (text: string) => readWorkflow({ path: ".github/workflows/w.yml", text });
const usage = (text: string) => usageOf([read(text)], REPOSITORY, MODEL);

it("knows where a step and its commands stand", () => {
  const { askings, demands } = usage(`on: {push: {branches: [main]}}
permissions: {id-token: write}
jobs:
  build:
    steps:
      - uses: aws-actions/configure-aws-credentials@v6
        with:
          role-to-assume: arn:aws:iam::123456789012:role/deploy
      - name: List
        id: list
        run: |
          true
          aws s3 ls s3://a
      - run: aws s3 ls s3://b
`);
  expect(askings.map(({ at }) => at)).toEqual([
    { address: "w.yml:jobs.build.steps[0]", root: "", file: ".github/workflows/w.yml", line: 6 },
  ]);
  expect(demands.map(({ at: { address, line } }) => [address, line])).toEqual([
    ["w.yml:jobs.build.steps.list", 13],
    ["w.yml:jobs.build.steps[2]", 14],
  ]);
});

it("follows anchors", () => {
  const { askings } = usage(`on: push
jobs:
  first:
    permissions: &token {id-token: write}
    steps: &steps
      - uses: aws-actions/configure-aws-credentials@v6
        with: {role-to-assume: "arn:aws:iam::123456789012:role/a"}
  second:
    permissions: *token
    steps: *steps
`);
  expect(new Set(askings.map(({ at, way }) => `${at.address} ${way.kind === "token" && way.permitted}`))).toEqual(
    new Set(["w.yml:jobs.first.steps[0] true", "w.yml:jobs.second.steps[0] true"]),
  );
});

describe("an action of the repository", () => {
  const JOB = `on: {push: {branches: [main]}}
permissions: {id-token: write}
jobs:
  build:
    env: {REGION: eu-west-1}
    steps:
`;
  const LOGIN = `inputs:
  role: {required: true}
  account: {default: "123456789012"}
outputs:
  bucket: {value: "\${{ steps.name.outputs.bucket }}"}
runs:
  using: composite
  steps:
    - uses: aws-actions/configure-aws-credentials@v6
      with:
        role-to-assume: arn:aws:iam::\${{ inputs.account }}:role/\${{ inputs.role }}
        aws-region: \${{ env.REGION }}
    - id: name
      shell: bash
      run: echo "bucket=$PREFIX-artifacts" >> "$GITHUB_OUTPUT"
`;
  const using = (steps: string, actions: Readonly<Record<string, string>>) => {
    const read = Object.entries(actions).map(([folder, text]) =>
      readAction(folder, { path: `${folder}/action.yml`, text }),
    );
    const path = ".github/workflows/w.yml";
    return usageOf([readWorkflow({ path, text: JOB + steps })], REPOSITORY, MODEL, read);
  };

  it("is followed, with its inputs, its outputs and the environment around it", () => {
    const { askings, demands, remarks } = using(
      `      - uses: ./.github/actions/login/
        id: login
        env: {PREFIX: octo}
        with: {role: deploy}
      - run: aws s3 cp x s3://\${{ steps.login.outputs.bucket }}/x
`,
      { ".github/actions/login": LOGIN },
    );
    expect(remarks).toEqual([]);
    expect(askings).toMatchObject([
      {
        role: "arn:aws:iam::123456789012:role/deploy",
        at: {
          address: "login/action.yml:runs.steps[0]",
          file: ".github/actions/login/action.yml",
          line: 9,
        },
      },
    ]);
    expect(demands).toMatchObject([
      {
        holder: { kind: "role", arn: "arn:aws:iam::123456789012:role/deploy" },
        resource: "arn:aws:s3:::octo-artifacts/x",
        at: { address: "w.yml:jobs.build.steps[1]" },
      },
    ]);
  });

  it("is followed into those that it uses", () => {
    const outer = "runs: {using: composite, steps: [{uses: ./login, with: {role: deploy}}]}";
    expect(using("      - uses: ./outer", { outer, login: LOGIN }).askings).toMatchObject([
      { role: "arn:aws:iam::123456789012:role/deploy" },
    ]);
  });

  it("decides on its steps by its inputs", () => {
    const login = LOGIN.replace("    - uses", "    - if: inputs.role == 'other'\n      uses");
    expect(using("      - uses: ./login\n        with: {role: deploy}", { login }).askings).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ["that uses itself", { login: "runs: {using: composite, steps: [{uses: ./login}]}" }],
    ["that is a program", { login: "runs: {using: node24, main: index.js}" }],
    ["that is not there", {}],
  ])("%s is said not to be followed", (_, actions) => {
    const { remarks, demands } = using("      - uses: ./login\n      - run: aws s3 ls s3://b", actions);
    expect(remarks.map(({ message }) => message)).toEqual([
      "what ./login does is not followed: it may change the credentials",
    ]);
    expect(demands).toMatchObject([{ holder: { kind: "unknown" } }]);
  });
});

it("passes inputs to reusable workflows, through several", () => {
  const files = [
    ["a.yml", "on: push\njobs:\n  call:\n    uses: ./.github/workflows/b.yml\n    with: {role: one}"],
    [
      "b.yml",
      "on: {workflow_call: }\njobs:\n  call:\n    uses: ./.github/workflows/c.yml\n    with: {role: '${{ inputs.role }}'}",
    ],
    [
      "c.yml",
      "on: {workflow_call: {inputs: {role: {type: string}, region: {default: eu-west-1}}}}\njobs:\n  x:\n    steps:\n      - uses: aws-actions/configure-aws-credentials@v6\n        with: {role-to-assume: 'arn:aws:iam::${{ inputs.account }}:role/${{ inputs.role }}-${{ inputs.region }}'}",
    ],
  ].map(([path = "", text = ""]) => readWorkflow({ path, text }));
  const { askings } = usageOf(files, REPOSITORY, MODEL);
  expect(new Set(askings.map(({ role }) => role))).toEqual(new Set(["arn:aws:iam:::role/one-eu-west-1"]));
});

it("ends where reusable workflows call themselves", () => {
  const { remarks } = usage("on: [push, workflow_call]\njobs:\n  x:\n    uses: ./.github/workflows/w.yml");
  expect(remarks[0]?.message).toMatch(/more than 10 deep/);
});

it("does not follow more jobs than any repository has", () => {
  const calls = (name: string) =>
    `on: [push, workflow_call]\njobs:\n${Array.from({ length: 20 }, (_, at) => `  j${at}:\n    uses: ./.github/workflows/${name}\n`).join("")}`;
  const jobs = `on: workflow_call\njobs:\n${Array.from({ length: 100 }, (_, at) => `  j${at}: {steps: [{run: "true"}]}\n`).join("")}`;
  const files = [
    ["a.yml", calls("b.yml")],
    ["b.yml", calls("c.yml")],
    ["c.yml", calls("d.yml")],
    ["d.yml", jobs],
  ];
  const begun = performance.now();
  const { remarks } = usageOf(
    files.map(([path = "", text = ""]) => readWorkflow({ path, text })),
    REPOSITORY,
    MODEL,
  );
  expect(remarks.some(({ message }) => /only the first 20000 jobs/.test(message))).toBe(true);
  expect(performance.now() - begun).toBeLessThan(20_000);
});

it.each([
  ["a bracket that is not closed", "on: [push\njobs: {}", /^\.github\/workflows\/w\.yml:2:\d+: it is no YAML: /],
  ["a key that stands twice", "on: push\non: pull_request", /w\.yml:2:1: it is no YAML: Map keys must be unique/],
  ["a tab", "on:\n\tpush", /w\.yml:2:1: /],
  ["an alias of nothing", "on: *x", /w\.yml:1:5: it is no YAML: \*x names no anchor before it/],
  [
    "aliases of aliases",
    `a: &a [${"x,".repeat(9)}]\n${"bcdefgh"
      .split("")
      .map((name, at) => `${name}: &${name} [${`*${"abcdefg"[at]},`.repeat(9)}]\n`)
      .join("")}`,
    /more than 200000 values/,
  ],
  ["an alias of itself", "on: &a [*a]", /deeper than 100/],
  ["brackets without end", `on: ${"[".repeat(50_000)}`, /w\.yml/],
])("refuses %s, with its place", (_, text, message) => {
  expect(() => read(text)).toThrow(AccessInputError);
  expect(() => read(text)).toThrow(message);
});

it("bears any YAML", () => {
  const key = fc.constantFrom(
    ..."on jobs steps uses with run if env permissions environment needs strategy matrix include name id branches push workflow_call inputs shell defaults runs-on labels role-to-assume".split(
      " ",
    ),
  );
  const leaf = fc.oneof(
    fc.constantFrom(
      "push",
      "workflow_dispatch",
      "${{ matrix.x }}",
      "./.github/workflows/w.yml",
      "aws s3 sync . s3://b",
      "aws-actions/configure-aws-credentials@v6",
      "write-all",
      "arn:aws:iam::1:role/x",
      UNKNOWN,
    ),
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: "medium" },
      leaf,
      fc.array(tie("tree"), { maxLength: 4 }),
      fc.dictionary(key, tie("tree"), { maxKeys: 6 }),
    ),
  }));
  const workflow = fc.record(
    { on: tree, jobs: fc.dictionary(fc.string(), tree, { maxKeys: 3 }), env: tree, permissions: tree },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(workflow, tree), (value) => {
      const text = stringify(value);
      expect(usage(text)).toHaveProperty("askings");
    }),
    { numRuns: 500 },
  );
});
