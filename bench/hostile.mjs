import { createRequire } from "node:module";
import { interleaved } from "./measure.mjs";

const { guard, loadCatalogue, readTerraform, readWorkflow } = createRequire(import.meta.url)("@openhands-aws/guard");

/** How much longer twice the input may take: linear growth gives 2, quadratic growth 4. */
const MOST = 3;

const lines = (count, line) => Array.from({ length: count }, (_, index) => line(index)).join("\n");
const named = (count, body) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, body(`n${index}`)]));
const EVERYONE = { Effect: "Allow", Principal: "*", Action: "s3:*", Resource: "*" };
const statement = (...texts) => ({ Effect: "Allow", Action: texts, Resource: "*" });
const asPolicy = (...Statement) =>
  JSON.stringify({ resource: { aws_iam_policy: { p: { name: "p", policy: JSON.stringify({ Statement }) } } } });

/** An input by its size; each is what somebody could hand to the guard to keep it busy. */
const INPUTS = {
  "a long text in JSON": [400_000, (size) => JSON.stringify({ locals: { a: `\${"${"x".repeat(size)}"}` } })],
  "a long text in HCL": [200_000, (size) => `locals {\n a = "${"x".repeat(size)}"\n}`, "main.tf"],
  "many blocks of HCL": [2000, (size) => lines(size, (index) => `variable "v${index}" {}`), "main.tf"],
  "many statements": [500, (size) => asPolicy(...Array.from({ length: size }, (_, at) => statement(`s3:Get${at}*`)))],
  "many members of one name": [10_000, (size) => `{${lines(size, () => '"resource":{"a":{"b":{}}},')}"locals":{}}`],
  "many values that are not known": [
    1000,
    (size) =>
      `locals {\n${lines(size, (index) => `l${index} = [var.v${index}, local.l${index - 1}]`)}\n}\n${lines(size, (index) => `variable "v${index}" {}`)}`,
    "main.tf",
  ],
  "many instances": [2000, (size) => `resource "aws_iam_user" "u" {\n count = ${size}\n name = "u"\n}`, "main.tf"],
  "many open buckets": [
    500,
    (size) =>
      JSON.stringify({
        resource: {
          aws_s3_bucket_policy: named(size, (name) => ({
            bucket: name,
            policy: JSON.stringify({ Statement: EVERYONE }),
          })),
          aws_s3_bucket_public_access_block: named(size, (name) => ({ bucket: name, block_public_acls: true })),
        },
      }),
  ],
  "many access keys": [
    2000,
    (size) => JSON.stringify({ resource: { aws_iam_access_key: named(size, (name) => ({ user: name })) } }),
  ],
  "many manifests": [
    1000,
    (size) => lines(size, (index) => `---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c${index}}`),
    "a.yaml",
  ],
  "what looks like credentials": [20_000, (size) => JSON.stringify({ locals: { a: "secret_key=".repeat(size) } })],
};

/** What reading and checking an input of twice the size costs, as a ratio; all in one process. */
export async function hostile() {
  const catalogue = await loadCatalogue("all");
  const check = async (text, path) => {
    const model = await readTerraform([{ path, text }]);
    guard(model, { now: new Date(), catalogue });
  };
  const workflow = async (size) =>
    readWorkflow({
      path: "w.yml",
      text: `on: push\njobs:\n${lines(size, (index) => `  j${index}: {steps: [{run: "aws s3 ls"}]}`)}`,
    });
  const subjects = Object.entries(INPUTS).map(([what, [size, input, path = "main.tf.json"]]) => [
    what,
    (factor) => check(input(size * factor), path),
  ]);
  subjects.push(["many jobs in a workflow", (factor) => workflow(2000 * factor)]);
  const rows = [];
  for (const [what, run] of subjects) {
    const once = (factor) => async () => {
      const start = process.hrtime.bigint();
      await run(factor);
      return { seconds: Number(process.hrtime.bigint() - start) / 1e9 };
    };
    const { single, double } = await interleaved(5, { single: once(1), double: once(2) });
    const ratio = double.seconds / single.seconds;
    rows.push({
      what,
      ratio: `${ratio.toFixed(1)} x`,
      seconds: double.seconds,
      met: ratio <= MOST,
      target: `at most ${MOST} x`,
    });
  }
  return rows;
}
