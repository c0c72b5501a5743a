import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { subjectOf } from "../cli/subject";
import type { Finding } from "../finding";
import { RULES } from "../rules";
import { type BadCase, badCases } from "./blindness/bad-case";
import { DOCUMENT_WAYS } from "./blindness/document-ways";
import { FILE_WAYS } from "./blindness/file-ways";
import { KINDS } from "./blindness/kind";
import { MODULE_WAYS } from "./blindness/module-ways";
import { VALUE_WAYS } from "./blindness/value-ways";
import type { Tree, Way } from "./blindness/way";

const WAYS = [...FILE_WAYS, ...MODULE_WAYS, ...VALUE_WAYS, ...DOCUMENT_WAYS];

/** Every way is tried on every tenth case, each on others; with BLINDNESS=whole on all. */
const STRIDE = process.env.BLINDNESS === "whole" ? 1 : 10;

let folder: string;
let cases: readonly BadCase[];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "blindness-"));
  cases = await badCases();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each(KINDS)("has $least $name that can be hidden", ({ least, fits }) =>
  expect(cases.filter(fits).length).toBeGreaterThanOrEqual(least),
);

const named = WAYS.map((way, index): [string, Way, number] => [`${way.name} (${way.of.name})`, way, index]);

it.each(named.filter(([, { open }]) => !open))("passes nothing bad in silence %s", async (_, way, index) =>
  expect(await silent(way, index)).toEqual([]),
);

it.failing.each(named.filter(([, { open }]) => open))("passes nothing bad in silence %s", async (_, way, index) =>
  expect(await silent(way, index)).toEqual([]),
);

/** Cases that are hidden in a way, each with what is not reported. */
async function silent({ of, hide, later }: Way, index: number): Promise<string[]> {
  const found: string[] = [];
  for (const [number, bad] of cases.filter(of.fits).entries()) {
    if ((number + index) % STRIDE !== 0) continue;
    const lost = missing(await plain(bad), await reported(hide(bad)), later === true);
    if (lost.length > 0) found.push(`${bad.name}: ${lost.join(", ")}`);
  }
  return found;
}

const isFailing = ({ severity }: Finding): boolean => severity !== "info";

/**
 * What is reported openly and no more if it is hidden, where that is not said.
 * @param later whether a note says it
 */
function missing(open: readonly Finding[], hidden: readonly Finding[], later: boolean): string[] {
  const notChecked = (findings: readonly Finding[]) =>
    findings.filter((one) => one.notChecked && isFailing(one)).map(({ address }) => address);
  const before = notChecked(open);
  if (notChecked(hidden).some((address) => !before.includes(address))) return [];
  if (later && hidden.some(({ rule }) => rule === "decided-elsewhere")) return [];
  const failing = open.some(isFailing);
  const weaknesses = (findings: readonly Finding[]) =>
    new Set(findings.filter((one) => !failing || isFailing(one)).map(weaknessOf));
  const still = weaknesses(hidden);
  return [...weaknesses(open)].filter((weakness) => !still.has(weakness));
}

/** A secret may be found in another place, by the rule for that place. */
const weaknessOf = ({ rule }: Finding): string =>
  RULES.some(({ id, area }) => id === rule && area === "secret") ? "secret" : rule;

const known = new Map<string, readonly Finding[]>();

/** What is bad in the values that are hidden: those of the first reading. */
async function plain({ name, files }: BadCase): Promise<readonly Finding[]> {
  const findings = known.get(name) ?? (await reported(files)).filter(({ message }) => !/ This holds /.test(message));
  known.set(name, findings);
  return findings;
}

/** Something to check, without which a run is refused. */
const BESIDE = "locals {}\n";

async function reported(tree: Tree): Promise<readonly Finding[]> {
  const root = mkdtempSync(join(folder, "root-"));
  const files: Tree = { "beside.tf": BESIDE, ...tree };
  for (const [path, content] of Object.entries(files)) {
    const at = join(root, path);
    mkdirSync(dirname(at), { recursive: true });
    if (typeof content === "string") writeFileSync(at, content);
    else if ("leadsTo" in content) symlinkSync(content.leadsTo, at);
    else writeFileSync(at, content);
  }
  const subject = await subjectOf([root], undefined, { varFile: [] });
  return subject.findings();
}
