import { spawnSync } from "node:child_process";
import { readTerraform } from "@openhands-aws/guard";
import * as fc from "fast-check";
import { differences } from "./support/differences";
import { expressions, LOCALS } from "./support/expressions";
import { terraformValues } from "./support/terraform-values";

const COUNT = 1000;
const NAME = "expressions of Terraform";
const { EXPRESSIONS_SEED, CI } = process.env;

const missing = spawnSync("terraform", ["version"]).error ? "terraform is not on the PATH." : "";
if (missing && CI === "true") throw new Error(`CI must run "${NAME}": ${missing}`);

(missing ? describe.skip : describe)(missing ? `${NAME} (${missing})` : NAME, () => {
  it("have the value that the installed Terraform gives them, or are unknown", async () => {
    // In CI always the same ones, so that a change is not blamed for what it did not do.
    const seed = Number(EXPRESSIONS_SEED ?? (CI === "true" ? 1 : Date.now() % 1_000_000_000));
    const texts = [...new Set(fc.sample(expressions, { numRuns: COUNT, seed }))];
    const found = await guardValues(texts);
    const expected = terraformValues(LOCALS, texts);
    const different = differences(texts, found, expected);
    const known = found.filter(({ isKnown }, at) => isKnown && expected[at] !== "error").length;
    process.stdout.write(`EXPRESSIONS_SEED=${seed}: ${texts.length} expressions, ${known} with a known value\n`);
    expect({ seed, different }).toEqual({ seed, different: [] });
    // An evaluator that knows nothing would be right as well.
    expect(known).toBeGreaterThan(texts.length / 3);
  });
});

/** What the guard reads, and whether `try` would take the expression. */
async function guardValues(texts: readonly string[]) {
  const entries = texts.flatMap((text, at) => [
    [`value${at}`, `\${${text}\n}`],
    [`tried${at}`, `\${try([${text}\n], "failed")}`],
  ]);
  const { locals } = await readTerraform([
    { path: "main.tf", text: LOCALS },
    { path: "expressions.tf.json", text: JSON.stringify({ locals: Object.fromEntries(entries) }) },
  ]);
  const values = new Map(locals.map(({ address, value }) => [address, value]));
  return texts.map((_, at) => {
    const [value, tried] = [values.get(`local.value${at}`)?.value, values.get(`local.tried${at}`)];
    const isKnown = !JSON.stringify(value).includes("\uFFFC");
    return { value, isKnown, tried: tried?.value, isUnsure: (tried?.whys.length ?? 0) > 0 };
  });
}
