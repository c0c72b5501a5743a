import fc from "fast-check";
import { expectHarmless, INJECTION, run } from "./testing/hostile";
import { CHECK, HEAD, JOB, json, OPEN, role, workflow } from "./testing/inputs";

/** The same inputs in every run. */
const SEED = { seed: 14, numRuns: 25 };

/** What a terminal, a log, a parser or an object of JavaScript may stumble over. */
const odd = fc.constantFrom(
  ..."\u001b[2K|\n::error::|\r\n##[error]|\u202e|\u2028|\0|\ud800|\uFFFC|\uFEFF|__proto__|constructor|${|%{|${{|}}|}|\"|'|\\|<script>|[a](b)|`|$(|*|?|{a,b}|../|/|&a|*a|- |: |? |#| |é|😀|1e400|null".split(
    "|",
  ),
);
const text = fc.array(fc.oneof(odd, fc.string({ maxLength: 4 })), { maxLength: 8 }).map((parts) => parts.join(""));
const fileName = text.map((name) => name.replace(/[/\0\ud800]|\.\./g, "-").slice(0, 60));

const COMMANDS = [
  ["guard", "."],
  ["guard", ".", "--format", "json"],
  ["guard", ".", "--format", "sarif"],
  ["guard", ".", "--prove"],
  ["whocan", ".", "--principal", "arn:aws:iam::123456789012:role/x"],
] as const;
const command = fc.constantFrom(...COMMANDS);

const check = async (files: Record<string, string>, args: readonly string[]): Promise<void> => {
  const outcome = await run({ files, args });
  expectHarmless(outcome);
  expect(outcome.output).not.toMatch(INJECTION);
};

it("never fails, for any name and path", async () => {
  await fc.assert(
    fc.asyncProperty(fileName, fileName, text, command, (folder, file, name, args) =>
      check(
        {
          [`d${folder}/f${file}.tf`]: OPEN,
          "main.tf.json": json({
            resource: { aws_iam_role: { [name]: { name, assume_role_policy: `{"Statement":${json(name)}}` } } },
            module: { [name]: { source: `./d${folder}`, role_name: name } },
          }),
        },
        args,
      ),
    ),
    SEED,
  );
});

it("never fails, for any expression", async () => {
  await fc.assert(
    fc.asyncProperty(text, text, command, (one, other, args) =>
      check(
        {
          "main.tf.json": json({
            locals: { a: `\${${one}}`, b: other },
            resource: { aws_iam_role: { r: { name: `\${local.a}${other}`, assume_role_policy: `\${${other}}` } } },
          }),
          "main.tf": role(`"\${local.b}${one.replace(/[\n\r"\\]/g, "")}"`, "z"),
        },
        args,
      ),
    ),
    SEED,
  );
});

it("never fails, for any YAML", async () => {
  await fc.assert(
    fc.asyncProperty(text, text, fc.boolean(), (one, other, quoted) => {
      const [key, value] = quoted ? [json(one), json(other)] : [one, other];
      return check(
        {
          "main.tf": OPEN,
          "a.yaml": `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${value}}\ndata:\n  ${key}: ${value}\n`,
          "kustomization.yaml": `resources: [a.yaml, ${value}]\nnamePrefix: ${value}\n`,
        },
        ["guard", "."],
      );
    }),
    SEED,
  );
});

it("never fails, for any workflow", async () => {
  await fc.assert(
    fc.asyncProperty(text, text, text, (name, expression, script) =>
      check(
        {
          "main.tf": OPEN,
          ...workflow(
            `${HEAD}  ${json(name)}:\n    if: ${json(expression)}\n    env: {${json(name)}: ${json(`\${{ ${expression} }}`)}}\n${JOB}      - run: ${json(script)}\n      - uses: ${json(name)}\n        with: {${json(name)}: ${json(expression)}}\n`,
          ),
        },
        CHECK,
      ),
    ),
    SEED,
  );
});
