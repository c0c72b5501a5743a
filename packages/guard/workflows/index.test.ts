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

it("knows the lines of a step and its commands", () => {
  const { assumeRoleCalls, requiredPermissions } = usage(`on: {push: {branches: [main]}}
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
  expect(assumeRoleCalls.map(({ at }) => at)).toEqual([
    { address: "w.yml:jobs.build.steps[0]", root: "", file: ".github/workflows/w.yml", line: 6 },
  ]);
  expect(requiredPermissions.map(({ at: { address, line } }) => [address, line])).toEqual([
    ["w.yml:jobs.build.steps.list", 13],
    ["w.yml:jobs.build.steps[2]", 14],
  ]);
});

it("follows anchors", () => {
  const { assumeRoleCalls } = usage(`on: push
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
  expect(
    new Set(
      assumeRoleCalls.map(
        ({ at, authentication }) => `${at.address} ${authentication.kind === "token" && authentication.permitted}`,
      ),
    ),
  ).toEqual(new Set(["w.yml:jobs.first.steps[0] true", "w.yml:jobs.second.steps[0] true"]));
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
    const { assumeRoleCalls, requiredPermissions, notes } = using(
      `      - uses: ./.github/actions/login/
        id: login
        env: {PREFIX: octo}
        with: {role: deploy}
      - run: aws s3 cp x s3://\${{ steps.login.outputs.bucket }}/x
`,
      { ".github/actions/login": LOGIN },
    );
    expect(notes).toEqual([]);
    expect(assumeRoleCalls).toMatchObject([
      {
        role: "arn:aws:iam::123456789012:role/deploy",
        at: {
          address: "login/action.yml:runs.steps[0]",
          file: ".github/actions/login/action.yml",
          line: 9,
        },
      },
    ]);
    expect(requiredPermissions).toMatchObject([
      {
        credentials: { kind: "role", arn: "arn:aws:iam::123456789012:role/deploy" },
        resource: "arn:aws:s3:::octo-artifacts/x",
        at: { address: "w.yml:jobs.build.steps[1]" },
      },
    ]);
  });

  it("is followed into those that it uses", () => {
    const outer = "runs: {using: composite, steps: [{uses: ./login, with: {role: deploy}}]}";
    expect(using("      - uses: ./outer", { outer, login: LOGIN }).assumeRoleCalls).toMatchObject([
      { role: "arn:aws:iam::123456789012:role/deploy" },
    ]);
  });

  it("decides on its steps by its inputs", () => {
    const login = LOGIN.replace("    - uses", "    - if: inputs.role == 'other'\n      uses");
    expect(using("      - uses: ./login\n        with: {role: deploy}", { login }).assumeRoleCalls).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ["that is a program", { login: "runs: {using: node24, main: index.js}" }, "it is not a composite action"],
    ["that is not there", {}, "it was not found"],
  ])("%s is reported as not checked", (_, actions, why) => {
    const { notes, requiredPermissions } = using("      - uses: ./login\n      - run: aws s3 ls s3://b", actions);
    expect(notes.map(({ message }) => message)).toEqual([
      `./login was not checked, and it may change the credentials: ${why}.`,
    ]);
    expect(requiredPermissions).toMatchObject([{ credentials: { kind: "unknown" } }]);
  });

  const users = (...uses: string[]) =>
    `runs: {using: composite, steps: [${uses.map((folder) => `{uses: ./${folder}}`).join(", ")}]}`;

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ["that uses itself", { login: users(...Array(6).fill("login")) }, "./login"],
    ["that is used by one that it uses", { login: users("other"), other: users(...Array(6).fill("login")) }, "./login"],
  ])("%s is followed once, and reported as a circle", (_, actions, name) => {
    const { notes, requiredPermissions } = using("      - uses: ./login\n      - run: aws s3 ls s3://b", actions);
    const message = `${name} was not checked, and it may change the credentials: it uses itself, directly or through other actions.`;
    expect(notes).toMatchObject(Array(6).fill({ message }));
    expect(requiredPermissions).toMatchObject([{ credentials: { kind: "unknown" } }]);
  });

  it("is followed as deep as GitHub runs it, and no deeper", () => {
    const chain = (length: number) =>
      Object.fromEntries(Array.from({ length }, (_, at) => [`a${at}`, at + 1 < length ? users(`a${at + 1}`) : LOGIN]));
    expect(using("      - uses: ./a0", chain(10))).toMatchObject({ assumeRoleCalls: [{}], notes: [] });
    const { assumeRoleCalls, notes } = using("      - uses: ./a0", chain(11));
    expect(assumeRoleCalls).toEqual([]);
    expect(notes.map(({ message }) => message)).toEqual([
      "./a10 was not checked, and it may change the credentials: GitHub runs at most 10 actions that use each other.",
    ]);
  });

  it("is not followed into more steps than any repository has", () => {
    const actions = Object.fromEntries(
      Array.from({ length: 9 }, (_, at) => [`a${at}`, users(...Array(20).fill(`a${at + 1}`))]),
    );
    const { notes } = using("      - uses: ./a0", { ...actions, a9: LOGIN });
    expect(new Set(notes.map(({ message }) => message))).toContain(
      "./a9 was not checked, and it may change the credentials: only the first 100000 steps of actions are checked.",
    );
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
  const { assumeRoleCalls } = usageOf(files, REPOSITORY, MODEL);
  expect(new Set(assumeRoleCalls.map(({ role }) => role))).toEqual(new Set(["arn:aws:iam:::role/one-eu-west-1"]));
});

describe("reusable workflows", () => {
  const calls = (names: readonly string[], on = "[push, workflow_call]") =>
    `on: ${on}\njobs:\n${names.map((name, at) => `  j${at}:\n    uses: ./.github/workflows/${name}.yml\n`).join("")}`;
  const notesOf = (files: Readonly<Record<string, string>>) => {
    const workflows = Object.entries(files).map(([name, text]) => readWorkflow({ path: `${name}.yml`, text }));
    const { assumeRoleCalls, notes } = usageOf(workflows, REPOSITORY, MODEL);
    return { assumeRoleCalls, messages: new Set(notes.map(({ at, message }) => `${at.address}: ${message}`)) };
  };
  const ASKING = `on: workflow_call
permissions: {id-token: write}
jobs:
  x: {steps: [{uses: aws-actions/configure-aws-credentials@v6, with: {role-to-assume: "arn:aws:iam::1:role/r"}}]}
`;
  const circle = (name: string) =>
    `It calls ./.github/workflows/${name}.yml in a circle: GitHub does not run workflows that call themselves, directly or through others. Remove one of the calls.`;

  it("are followed once where they call themselves", () => {
    const { messages } = notesOf({ a: calls(Array(20).fill("a")) });
    expect(messages).toEqual(new Set(Array.from({ length: 20 }, (_, at) => `a.yml:jobs.j${at}: ${circle("a")}`)));
  });

  it("are followed once where they call each other", () => {
    const { messages } = notesOf({ a: calls(Array(6).fill("b")), b: calls(["c"], "workflow_call"), c: calls(["a"]) });
    expect(messages).toContain(`c.yml:jobs.j0: ${circle("a")}`);
  });

  it("are not a circle if one of them is called twice", () => {
    expect(notesOf({ a: calls(["b", "c"]), b: calls(["c"], "workflow_call"), c: ASKING }).messages).toEqual(new Set());
  });

  it("are followed as deep as GitHub runs them, and no deeper", () => {
    const chain = (levels: number) => ({
      ...Object.fromEntries(
        Array.from({ length: levels - 1 }, (_, at) => [
          `w${at + 1}`,
          `permissions: {id-token: write}\n${calls([`w${at + 2}`], at === 0 ? "{push: {branches: [main]}}" : "workflow_call")}`,
        ]),
      ),
      [`w${levels}`]: ASKING,
    });
    expect(notesOf(chain(10))).toMatchObject({ assumeRoleCalls: [{}], messages: new Set() });
    const { assumeRoleCalls, messages } = notesOf(chain(11));
    expect(assumeRoleCalls).toEqual([]);
    expect(messages).toContain(
      "w10.yml:jobs.j0: It calls ./.github/workflows/w11.yml, but GitHub runs at most 10 levels of workflows. Remove a level.",
    );
  });

  it("are not followed without end where all that they call is missing", () => {
    const levels = Array.from({ length: 9 }, (_, at) => [`w${at}`, calls(Array(20).fill(`w${at + 1}`))]);
    expect([...notesOf(Object.fromEntries(levels)).messages].join()).toMatch(/Only the first 20000 jobs were checked/);
  });
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
  const { notes } = usageOf(
    files.map(([path = "", text = ""]) => readWorkflow({ path, text })),
    REPOSITORY,
    MODEL,
  );
  expect(notes.some(({ message }) => /Only the first 20000 jobs/.test(message))).toBe(true);
});

it.each([
  ["a bracket that is not closed", "on: [push\njobs: {}", /^\.github\/workflows\/w\.yml:2:\d+: it is not valid YAML: /],
  [
    "a key that is there twice",
    "on: push\non: pull_request",
    /w\.yml:2:1: it is not valid YAML: the key on is written twice\. Fix the name\./,
  ],
  ["a tab", "on:\n\tpush", /w\.yml:2:1: /],
  [
    "an alias of nothing",
    "on: *x",
    /w\.yml:1:5: it is not valid YAML: \*x refers to an anchor that is not defined before it/,
  ],
  [
    "aliases of aliases",
    `a: &a [${"x,".repeat(9)}]\n${"bcdefgh"
      .split("")
      .map((name, at) => `${name}: &${name} [${`*${"abcdefg"[at]},`.repeat(9)}]\n`)
      .join("")}`,
    /more than \d+ values/,
  ],
  ["an alias of itself", "on: &a [*a]", /more than 100 levels/],
  ["brackets without end", `on: ${"[".repeat(50_000)}`, /w\.yml/],
])("refuses %s, with its place", (_, text, message) => {
  expect(() => read(text)).toThrow(AccessInputError);
  expect(() => read(text)).toThrow(message);
});

it("survives any YAML", () => {
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
      expect(usage(text)).toHaveProperty("assumeRoleCalls");
    }),
    { numRuns: 500 },
  );
});
