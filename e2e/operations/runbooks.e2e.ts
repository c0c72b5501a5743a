import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseRunbook, RUNBOOKS } from "../../export/render/runbook-source";
import { PROJECT } from "../../project";
import { ExampleKeys, excerpt, general } from "../../tools/printed";
import { describeEmbedded } from "../support/embedded";
import { BREAKS, Reader } from "./support/runbooks/reader";

const runbooks = RUNBOOKS.map((name) => {
  const source = readFileSync(join(PROJECT, `docs/runbooks/source/${name}.yaml`), "utf8");
  return { name, ...parseRunbook(source) };
});

// One installation goes through all of them: each runbook goes on from where the one before ended.
describeEmbedded("the runbooks print what they say", () => {
  let reader: Reader;
  beforeAll(async () => {
    reader = await Reader.start();
  }, 120_000);
  afterAll(() => reader?.stop());

  it.each(runbooks)(
    "$name",
    async ({ steps }) => {
      const keys = new ExampleKeys();
      const [current] = await reader.keys();
      if (current) keys.bind("AKIAIOSFODNN7EXAMPLE", current);
      for (const { broken, commands } of steps) {
        if (broken) await reader.break(broken as keyof typeof BREAKS);
        for (const { run, exit, prints } of commands) {
          const { code, text } = await reader.type(keys.typed(run));
          const printed = general(keys.exampled(text, prints));
          const shown = general(prints);
          expect(`$ ${run}\n${excerpt(printed, shown)}`).toBe(`$ ${run}\n${shown}`);
          expect([run, code]).toEqual([run, exit]);
        }
      }
    },
    300_000,
  );
});

it("breaks what a runbook says is broken", () => {
  const broken = runbooks.flatMap(({ steps }) => steps.flatMap(({ broken = [] }) => broken));
  expect(broken).toEqual(Object.keys(BREAKS));
});
