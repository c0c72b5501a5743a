import { execFileSync } from "node:child_process";
import { symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { CANARY, type Content, type HostileCase, hostileTests, INJECTION } from "./testing/hostile";
import { CHECK, HEAD, JOB, json, MODULE, many, OPEN, role, run, steps, workflow } from "./testing/inputs";

const link =
  (target: string): Content =>
  (path) =>
    symlinkSync(target, path);
const pipe: Content = (path) => execFileSync("mkfifo", [path]);
const sized =
  (megabytes: number): Content =>
  (path) => {
    writeFileSync(path, "");
    truncateSync(path, megabytes * 2 ** 20);
  };

/** Of an open role. */
const plan =
  (megabytes: number) =>
  (path: string): void => {
    const assume_role_policy = JSON.stringify({
      Statement: [{ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" }],
    });
    const resources = [
      { address: "aws_iam_role.r", mode: "managed", type: "aws_iam_role", values: { name: "r", assume_role_policy } },
      {
        address: "aws_s3_object.o",
        mode: "managed",
        type: "aws_s3_object",
        values: { content: "x".repeat(megabytes * 2 ** 20) },
      },
    ];
    writeFileSync(path, JSON.stringify({ format_version: "1.2", planned_values: { root_module: { resources } } }));
  };

/** Nothing but a note. */
const CLOSED = OPEN.replace('{ AWS = "*" }', '{ Service = "lambda.amazonaws.com" }');
const REMOTE = MODULE("octo-org/role/aws");
const MANIFEST = ".terraform/modules/modules.json";
const manifest = (Dir: string) =>
  json({ Modules: [{ Key: "m", Source: "registry.terraform.io/octo-org/role/aws", Dir }] });
const doubling = (line: (name: string, before: string) => string) => many(60, (at) => line(`A${at + 1}`, `A${at}`));

const OUTSIDE = /not read because a symbolic link leads outside the root \S+repo; replace the link/;

const READS: Record<string, HostileCase> = {
  "a link to a secret, printed": {
    files: { "main.tf": role('file("c.txt")'), "c.txt": link("../secret") },
    says: OUTSIDE,
    code: 1,
  },
  "a link to a secret, encoded": {
    files: { "main.tf": role('base64encode(file("c.txt"))'), "c.txt": link("../secret") },
    args: ["guard", ".", "--format", "sarif"],
    says: OUTSIDE,
    code: 1,
  },
  "a link to a secret by an absolute path through .git": {
    files: { "main.tf": role('file("c.txt")'), "c.txt": link(".git/config") },
    says: /c\.txt was not read: it is in \.git, which is not part of the work tree/,
    code: 1,
  },
  "a chain of links": {
    files: { "main.tf": OPEN, "a.json": link("b.json"), "b.json": link("../secret") },
    says: OUTSIDE,
    code: 1,
  },
  "a linked folder": { files: { "main.tf": OPEN, m: link("..") }, says: OUTSIDE, code: 1 },
  "a linked configuration": { files: { "a.tf": OPEN, "main.tf": link("../secret") }, says: OUTSIDE, code: 1 },
  "the environment of the process": {
    files: { "main.tf": role('file("e.txt")'), "e.txt": link("/proc/self/environ") },
    says: OUTSIDE,
    code: 1,
  },
  "an endless file of the kernel": {
    files: { "main.tf": OPEN, "e.json": link("/proc/self/pagemap") },
    says: OUTSIDE,
    code: 1,
  },
  "a device": { files: { "main.tf": OPEN, "e.json": link("/dev/zero") }, says: OUTSIDE, code: 1 },
  "a pipe": { files: { "main.tf": OPEN, "p.json": pipe }, says: /it is not a regular file; save its content/, code: 1 },
  "a pipe that is a module": {
    files: { "main.tf": OPEN + MODULE("./p"), p: pipe },
    says: /principal-everyone/,
    code: 1,
  },
  "a module outside": {
    files: { "main.tf": OPEN + MODULE("../outside") },
    says: /was not read: it is outside the root \S+repo; name a folder that holds it/,
    code: 1,
  },
  "a module at the root of the file system": {
    files: { "main.tf": OPEN + MODULE("../../../../../../../../../..") },
    says: /was not read: it is outside the root/,
    code: 1,
  },
  "a module in .git": {
    files: { "main.tf": OPEN + MODULE("./.git/m"), ".git/m/main.tf": `# ${CANARY}` },
    says: /was not read: it is in \.git/,
    code: 1,
  },
  "a module that is a link outside": {
    files: { "main.tf": OPEN + MODULE("./m"), m: link("../outside") },
    says: /\.\/m, which was not read: a symbolic link leads outside the root \S+repo; replace the link/,
    code: 1,
  },
  "a module in .git, on one line": {
    files: { "main.tf": `${OPEN}module "m" { source = "./.git/m" }`, ".git/m/main.tf": `# ${CANARY}` },
    says: /was not read: it is in \.git/,
    code: 1,
  },
  "a module by a path that nothing can have": {
    files: { "main.tf": OPEN + MODULE("./a\\u0000b") },
    says: /where there are no Terraform files/,
    code: 1,
  },
  "a list of modules that leads outside": {
    files: { "main.tf": OPEN + REMOTE, [MANIFEST]: manifest("../outside") },
    says: /modules\.json says that it is in \.\.\/outside, where terraform init does not put it/,
    code: 1,
  },
  "a list of modules that leads to other code": {
    files: { "main.tf": OPEN + REMOTE, "harmless/main.tf": "", [MANIFEST]: manifest("harmless") },
    says: /modules\.json says that it is in harmless, where terraform init does not put it/,
    code: 1,
  },
  "a list of modules with two folders": {
    files: { "main.tf": OPEN + REMOTE, [MANIFEST]: manifest(".terraform/modules/m").replace("}]", ',"dir":"x"}]') },
    says: /modules\.json is not what terraform init writes/,
    code: 1,
  },
  "a list of modules that is a pipe": {
    files: { "main.tf": OPEN + REMOTE, [MANIFEST]: pipe },
    says: /modules\.json was not read: it is not a regular file/,
    code: 1,
  },
  "a list of modules that is a link": {
    files: { "main.tf": OPEN + REMOTE, [MANIFEST]: link("../../../secret") },
    says: /modules\.json was not read: a symbolic link leads outside the root/,
    code: 1,
  },
  "a list of modules that is deep": {
    files: { "main.tf": OPEN + REMOTE, [MANIFEST]: "[".repeat(100_000) },
    says: /modules\.json is not what terraform init writes: JSON is nested deeper than 200 levels/,
    code: 1,
  },
  "an installed module that is a link": {
    files: {
      "main.tf": OPEN + REMOTE,
      [MANIFEST]: manifest(".terraform/modules/m"),
      ".terraform/modules/m": link("../../../outside"),
    },
    says: /that is \.terraform\/modules\/m, which was not read: a symbolic link leads outside the root/,
    code: 1,
  },
  "an installed module that was committed": {
    files: {
      "main.tf": OPEN + REMOTE,
      [MANIFEST]: manifest(".terraform/modules/m"),
      ".terraform/modules/m/main.tf": "",
    },
    says: /Whether \.terraform\/modules\/m holds the code of registry\.terraform\.io\/octo-org\/role\/aws is not known/,
    code: 1,
  },
  "a linked file of any ending": {
    files: { "main.tf": role('file("c.sh")'), "c.sh": link("../secret") },
    says: /c\.sh was not read: a symbolic link leads outside the root/,
    code: 1,
  },
  "a device that a role reads": {
    files: { "main.tf": role('file("/dev/zero")') },
    says: /the file \/dev\/zero was not read: it is outside the root/,
    code: 1,
  },
  "a pipe that a role reads": {
    files: { "main.tf": role('file("p")'), p: pipe },
    says: /the file p was not read: it is not a regular file/,
    code: 1,
  },
  "a large file that a role reads": {
    files: { "main.tf": role('file("large.bin")'), "large.bin": sized(65) },
    says: /the file large\.bin was not read: it is larger than 64 MiB/,
    code: 1,
  },
  "a file in the home of the user": {
    files: { "main.tf": role('file("~/.aws/credentials")'), "~/.aws/credentials": json("123456789012") },
    says: /the file ~\/\.aws\/credentials is in a home directory, which is not read/,
    code: 1,
  },
  "the files of a folder outside": {
    files: { "main.tf": role('join(",", fileset("../outside", "*"))') },
    says: /fileset\(\): the folder \.\.\/outside was not read: it is outside the root/,
    code: 1,
  },
  "the files of a linked folder": {
    files: { "main.tf": role('join(",", fileset("a", "**"))'), "a/b": link("../../outside") },
    says: /fileset\(\): the folder a was not read: b is a symbolic link to a folder/,
    code: 1,
  },
  "a file outside by a plain path": {
    files: { "main.tf": role('file("../secret")') },
    says: /secret/,
    code: 1,
  },
  "a linked workflow": {
    files: { "main.tf": OPEN, ".github/workflows/w.yml": link("../../../secret") },
    args: CHECK,
    says: /w\.yml was not read: a symbolic link leads outside/,
    code: 2,
  },
  "linked workflows": {
    files: { "main.tf": OPEN, ".github/workflows": link("../../outside") },
    args: CHECK,
    says: /workflows was not read: a symbolic link leads outside/,
    code: 2,
  },
  "a workflow that is a pipe": {
    files: { "main.tf": OPEN, ".github/workflows/w.yml": pipe },
    args: CHECK,
    says: /w\.yml was not read: it is not a regular file/,
    code: 2,
  },
  "an action by a path that leaves": {
    files: { "main.tf": OPEN, ...workflow(steps("      - uses: ./../outside\n")) },
    args: CHECK,
    says: /\.\/\.\.\/outside was not checked, .*it was not found/,
    code: 1,
  },
  "folders in a circle": {
    files: { "main.tf": OPEN, "a/b": link(".."), c: link(".") },
    says: /principal-everyone/,
    code: 1,
  },
  "folders thousands deep": {
    files: { "main.tf": OPEN, [`${"d/".repeat(1_500)}main.tf`]: "" },
    says: /principal-everyone/,
    code: 1,
  },
};

const BOUNDS: Record<string, HostileCase> = {
  "a large file": { files: { "main.tf": OPEN, "data.json": sized(600) }, says: /it is larger than 64 MiB/, code: 1 },
  "a large plan beside a configuration": {
    files: { "main.tf": CLOSED, "plan.json": plan(65) },
    says: /The content of plan\.json is not known: it was not read because it is larger than 64 MiB/,
    code: 1,
  },
  "a large plan that is named": {
    files: { "plan.json": plan(65) },
    args: ["guard", "plan.json"],
    says: /principal-everyone/,
    code: 1,
  },
  "a large configuration": {
    files: { "main.tf": sized(600) },
    says: /main\.tf: it was not read: it is larger than 511 MiB/,
    code: 2,
  },
  "a large workflow": {
    files: { "main.tf": OPEN, ...workflow(`# ${"x".repeat(2 ** 20)}`) },
    args: CHECK,
    says: /w\.yml: it has 1048578 characters, but at most 1048576 are read/,
    code: 2,
  },
  "a long string in HCL": {
    files: { "main.tf": `locals {\n  a = "${"x".repeat(1_000_001)}"\n}\n` },
    says: /a string has 1000002 characters, but at most 1000000 are read/,
    code: 2,
  },
  "a dense list in HCL": {
    files: { "main.tf": `locals {\n  a = [${"1,".repeat(100_000)}]\n}\n` },
    says: /the HCL up to here has more than \d+ values/,
    code: 2,
  },
  "deep HCL": {
    files: { "main.tf": `a = ${"[".repeat(100_000)}` },
    says: /HCL is nested deeper than 200 levels/,
    code: 2,
  },
  "deep JSON": {
    files: { "main.tf.json": "[".repeat(100_000) },
    says: /JSON is nested deeper than 200 levels/,
    code: 2,
  },
  "deep JSON of a plan": {
    files: { "plan.json": `{"format_version":"1.2","planned_values":${"[".repeat(100_000)}` },
    says: /JSON is nested deeper than 200 levels/,
    code: 2,
  },
  "deep YAML in a function": {
    files: {
      "main.tf.json": json({
        locals: { a: `\${yamldecode("a: ${"[".repeat(3_000)}")}` },
        output: { o: { value: "${local.a}" } },
      }),
    },
    says: /0 errors/,
    code: 0,
  },
  "modules in a circle": {
    files: { "main.tf": OPEN + MODULE("./a"), "a/main.tf": MODULE("../b"), "b/main.tf": MODULE("../a") },
    says: /calls a module that calls it back/,
    code: 1,
  },
  "flow YAML without end": {
    files: { "main.tf": OPEN, ...workflow(`on: ${"[".repeat(20_000)}`) },
    args: CHECK,
    says: /w\.yml:1:\d+: it is nested deeper than 100 levels/,
    code: 2,
  },
  "closed flow YAML": {
    files: { "main.tf": OPEN, ...workflow(`on: push\njobs: ${"[".repeat(3_000)}${"]".repeat(3_000)}`) },
    args: CHECK,
    says: /w\.yml:2:\d+: it is nested deeper than 100 levels/,
    code: 2,
  },
  "block YAML 1,000 deep": {
    files: { "main.tf": OPEN, ...workflow(`on: push\njobs:\n${many(1_000, (at) => `${" ".repeat(at + 1)}a:\n`)}`) },
    args: CHECK,
    says: /w\.yml:\d+:\d+: it is nested deeper than 100 levels/,
    code: 2,
  },
  "a list in a list in a list": {
    files: { "main.tf": OPEN, ...workflow(`on: push\njobs:\n  ${"- ".repeat(3_000)}a\n`) },
    args: CHECK,
    says: /it is nested deeper than 100 levels/,
    code: 2,
  },
  "a key of a key": {
    files: { "main.tf": OPEN, ...workflow(`${"? ".repeat(3_000)}a\n`) },
    args: CHECK,
    says: /it is nested deeper than 100 levels/,
    code: 2,
  },
  "aliases of aliases": {
    files: {
      "main.tf": OPEN,
      ...workflow(
        `a0: &a0 [x,x,x,x,x,x,x,x,x]\n${many(9, (at) => `a${at + 1}: &a${at + 1} [${`*a${at},`.repeat(9)}]\n`)}`,
      ),
    },
    args: CHECK,
    says: /it has more than \d+ values, or more than 100 levels, once its aliases are expanded/,
    code: 2,
  },
  "many keys": {
    files: { "main.tf": OPEN, ...workflow(`${HEAD}  x:\n${JOB}env:\n${many(20_000, (at) => `  k${at}: v\n`)}`) },
    args: CHECK,
    says: /workflow-refused/,
    code: 1,
  },
  "a workflow that calls itself": {
    files: {
      "main.tf": OPEN,
      ...workflow(
        `on: [push, workflow_call]\npermissions: {id-token: write}\njobs:\n${many(5, (at) => `  j${at}:\n    uses: ./.github/workflows/w.yml\n`)}`,
      ),
    },
    args: CHECK,
    says: /in a circle: GitHub does not run workflows that call themselves/,
    code: 1,
  },
  "an action that uses itself": {
    files: {
      "main.tf": OPEN,
      ...workflow(steps("      - uses: ./a\n")),
      "a/action.yml": "runs:\n  using: composite\n  steps:\n    - uses: ./a\n",
    },
    args: CHECK,
    says: /it uses itself, directly or through other actions/,
    code: 1,
  },
  "300 branch patterns of 100 stars": {
    files: {
      "main.tf": OPEN,
      ...workflow(
        `on:\n  push:\n    branches:\n${many(300, (at) => `      - "${"*a".repeat(100)}${at}"\n`)}permissions: {id-token: write}\njobs:\n  x:\n${JOB}`,
      ),
    },
    args: CHECK,
    says: /Its filters were not checked, .*takes more than 50000000 steps/,
    code: 1,
  },
  "20,000 branches": {
    files: {
      "main.tf": OPEN,
      ...workflow(
        `on:\n  push:\n    branches:\n${many(20_000, (at) => `      - b${at}\n`)}permissions: {id-token: write}\njobs:\n  x:\n${JOB}`,
      ),
    },
    args: CHECK,
    says: /Its filters were not checked/,
    code: 1,
  },
  "a condition of 20,000 terms": {
    files: {
      "main.tf": OPEN,
      ...workflow(`${HEAD}  x:\n    if: ${"github.ref == 'x' && ".repeat(20_000)}true\n${JOB}`),
    },
    args: CHECK,
    says: /workflow-refused/,
    code: 1,
  },
  "a condition of 20,000 brackets": {
    files: {
      "main.tf": OPEN,
      ...workflow(`${HEAD}  x:\n    if: "${"(".repeat(20_000)}true${")".repeat(20_000)}"\n${JOB}`),
    },
    args: CHECK,
    says: /workflow-refused/,
    code: 1,
  },
  "an expression that doubles a text": {
    files: {
      "main.tf": OPEN,
      ...workflow(
        steps(
          `      - run: aws s3 cp a s3://b/\${{ ${"format('{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}', ".repeat(12)}'xxxxxxxxxx'${")".repeat(12)} }}\n`,
        ),
      ),
    },
    args: CHECK,
    says: /principal-everyone/,
    code: 1,
  },
  "variables that double in a script": {
    files: {
      "main.tf": OPEN,
      ...workflow(
        run(`A0=xxxxxxxxxx\n${doubling((name, before) => `${name}=$${before}$${before}\n`)}aws s3 cp a s3://b/$A60`),
      ),
    },
    args: CHECK,
    says: /principal-everyone/,
    code: 1,
  },
  "inputs that multiply from action to action": {
    files: {
      "main.tf": OPEN,
      ...workflow(steps('      - uses: ./a0\n        with: {x: "xxxxxxxxxx"}\n')),
      ...Object.fromEntries(
        Array.from({ length: 9 }, (_, level) => [
          `a${level}/action.yml`,
          `inputs: {x: {}}\nruns:\n  using: composite\n  steps:\n    - uses: ./a${level + 1}\n      with: {x: "${"${{ inputs.x }}".repeat(100)}"}\n`,
        ]),
      ),
    },
    args: CHECK,
    says: /\.\/a9 was not checked/,
    code: 1,
  },
  "a matrix of 300 to the power of 8": {
    files: {
      "main.tf": OPEN,
      ...workflow(
        `${HEAD}  x:\n    strategy:\n      matrix:\n${many(8, (at) => `        k${at}: [${many(300, (value) => `${value},`)}]\n`)}${JOB}`,
      ),
    },
    args: CHECK,
    says: /workflow-refused/,
    code: 1,
  },
  "a script of 50,000 substitutions": {
    files: { "main.tf": OPEN, ...workflow(run(`${"$(".repeat(50_000)}aws s3 ls${")".repeat(50_000)}`)) },
    args: CHECK,
    says: /principal-everyone/,
    code: 1,
  },
};

const EVIL =
  "x\u001b]0;title\u0007\u001b[2K\r\n::error::injected\n##[error]injected\u202e\u2066<script>alert(1)</script>[a](https://b.example)";
const named = (name: string) =>
  json({
    resource: {
      aws_iam_role: {
        [name]: {
          name,
          assume_role_policy: json({ Statement: { Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" } }),
        },
      },
    },
  });
const shown = /x\\u001b\]0;title\\u0007/;

const INJECTIONS: Record<string, HostileCase> = {
  "a name, as text": { files: { "main.tf.json": named(EVIL) }, says: shown, code: 1, never: INJECTION },
  "a name, as JSON": {
    files: { "main.tf.json": named(EVIL) },
    args: ["guard", ".", "--format", "json"],
    says: shown,
    code: 1,
    never: INJECTION,
  },
  "a name, as SARIF": {
    files: { "main.tf.json": named(EVIL) },
    args: ["guard", ".", "--format", "sarif"],
    says: shown,
    code: 1,
    never: INJECTION,
  },
  "a name, as a proof": {
    files: {
      "main.tf.json": json({
        resource: {
          aws_iam_user: { u: { name: EVIL } },
          aws_iam_user_policy: {
            p: {
              user: "${aws_iam_user.u.name}",
              policy: json({ Statement: { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" } }),
            },
          },
        },
      }),
    },
    args: ["guard", ".", "--prove"],
    says: /## user x\\\\u001b/,
    code: 0,
    never: /<script>|(?<!\\)\]\(https|(?!\n)\p{Cc}/u,
  },
  "a name, as an answer": {
    files: { "main.tf.json": named(EVIL) },
    args: ["whocan", ".", "--principal", "arn:aws:iam::123456789012:role/y"],
    says: shown,
    code: 0,
    never: INJECTION,
  },
  "a name, as an answer in JSON": {
    files: { "main.tf.json": named(EVIL) },
    args: ["whocan", ".", "--principal", "arn:aws:iam::123456789012:role/y", "--format", "json"],
    says: shown,
    code: 0,
    never: INJECTION,
  },
  "the name of a file": {
    files: { "a\n::error::\u001b[2K.tf": OPEN },
    says: /a\\u000a::error::\\u001b\[2K\.tf:1/,
    code: 1,
    never: INJECTION,
  },
  "the name of a folder": {
    files: { "::error::\u202e/main.tf": OPEN },
    says: /\\u003a:error::\\u202e\/main\.tf:1/,
    code: 1,
    never: INJECTION,
  },
  "the name of a file that is wrong": {
    files: { "::error::\u001b.tf": "a = = 1" },
    says: /^\\u003a:error::\\u001b\.tf:1:5: not valid HCL/m,
    code: 2,
    never: INJECTION,
  },
  "the name of a file that is not read": {
    files: { "main.tf": OPEN, "a\n::error::b.json": link("../secret") },
    says: /The content of a\\u000a::error::b\.json is not known/,
    code: 1,
    never: INJECTION,
  },
  "the name of a workflow": {
    files: { "main.tf": OPEN, ".github/workflows/\u001b[2K\n##[error].yml": "on: [" },
    args: CHECK,
    says: /\\u001b\[2K\\u000a#\\u0023\[error\]\.yml:1/,
    code: 2,
    never: INJECTION,
  },
  "a job of a workflow": {
    files: { "main.tf": OPEN, ...workflow(`${HEAD}  "j\\e[2K\\n::error::x":\n${JOB}`) },
    args: CHECK,
    says: /jobs\.j\\u001b\[2K\\u000a::error::x/,
    code: 1,
    never: INJECTION,
  },
  "a principal": {
    files: { "main.tf": role(json("arn:aws:iam::1\u0085\u2028:root")) },
    says: /\\u0085\\u2028/,
    code: 1,
    never: INJECTION,
  },
};

const TEXTS: Record<string, HostileCase> = {
  "Latin-1 that Terraform does not read": {
    files: { "main.tf": OPEN, "notes.txt": Buffer.from("caf\xe9", "latin1") },
    says: /1 error, 0 warnings, 0 notes/,
    code: 1,
  },
  "Latin-1 that a role reads": {
    files: { "main.tf": role('file("n.txt")'), "n.txt": Buffer.from("caf\xe9", "latin1") },
    says: /n\.txt was not read: it is not text in UTF-8/,
    code: 1,
  },
  "Latin-1 in JSON": {
    files: { "main.tf": OPEN, "a.json": Buffer.from('{"a":"\xe9"}', "latin1") },
    says: /a\.json is not known: it was not read because it is not text in UTF-8/,
    code: 1,
  },
  "Latin-1 in a manifest": {
    files: { "main.tf": CLOSED, "app.yaml": Buffer.from("apiVersion: v1\nkind: Pod # caf\xe9\n", "latin1") },
    says: /The content of app\.yaml is not known: it was not read because it is not text in UTF-8/,
    code: 1,
  },
  "UTF-16 without a mark in a manifest": {
    files: { "main.tf": CLOSED, "app.yaml": Buffer.from("apiVersion: v1\nkind: Pod # \u00e9\ud800\n", "utf16le") },
    says: /The content of app\.yaml is not known/,
    code: 1,
  },
  "Latin-1 in a kustomization": {
    files: { "main.tf": CLOSED, "kustomization.yml": Buffer.from("# caf\xe9\n", "latin1") },
    says: /The content of kustomization\.yml is not known/,
    code: 1,
  },
  "Latin-1 in a plan of any name": {
    files: { "main.tf": CLOSED, "plan.txt": Buffer.from('{"format_version": "1.2", "x": "\xe9"}', "latin1") },
    says: /The content of plan\.txt is not known/,
    code: 1,
  },
  "Latin-1 in other YAML": {
    files: { "main.tf": CLOSED, "mkdocs.yml": Buffer.from("site_name: caf\xe9\n", "latin1") },
    says: /0 errors, 0 warnings/,
    code: 0,
  },
  "Latin-1 in a configuration": {
    files: { "main.tf": Buffer.from("# caf\xe9", "latin1") },
    says: /main\.tf:1:6: the file is not encoded in UTF-8/,
    code: 2,
  },
  "a plan from PowerShell": {
    files: {
      "plan.json": Buffer.from(
        `\uFEFF${json({ format_version: "1.2", planned_values: { root_module: { resources: [{ address: "aws_iam_role.r", mode: "managed", type: "aws_iam_role", name: "r", values: { name: "r", assume_role_policy: json({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" }] }) } }] } } })}`,
        "utf16le",
      ),
    },
    says: /principal-everyone/,
    code: 1,
  },
  "a saved plan": {
    files: { "main.tf": OPEN, tfplan: Buffer.from("PK\u0003\u0004", "latin1") },
    args: ["guard", "tfplan"],
    says: /tfplan is a saved plan or another archive/,
    code: 2,
  },
  "a state as JSON": {
    files: {
      "state.json": json({
        format_version: "1.0",
        terraform_version: "1.11.4",
        values: { root_module: { resources: [] } },
      }),
    },
    says: /state\.json: it was not read: it is a state, which is not checked; give a plan: terraform plan -out tfplan/,
    code: 2,
  },
  "a state file": {
    files: { "terraform.tfstate": json({ version: 4, serial: 1, lineage: "a", resources: [] }) },
    args: ["guard", "terraform.tfstate"],
    says: /it is a state, which is not checked/,
    code: 2,
  },
  "a state beside a configuration": {
    files: { "main.tf": OPEN, "state.json": json({ format_version: "1.0", values: {} }) },
    says: /The content of state\.json is not known: .*it is a state/,
    code: 1,
  },
  "an empty folder": {
    files: { "README.md": "# nothing" },
    says: /no Terraform files, CloudFormation templates or Kubernetes manifests were found/,
    code: 2,
  },
};

describe.each([
  ["what is not to be read", READS],
  ["too much", BOUNDS],
  ["what a terminal or a log would obey", INJECTIONS],
  ["other kinds of text", TEXTS],
])("%s", (_, cases) => hostileTests(cases));
