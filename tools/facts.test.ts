import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { POLICY_CHARACTERS, SESSION_SECONDS } from "@openhands-aws/facts/iam-limits";
import { GEOGRAPHY_NAMES } from "@openhands-aws/facts/inference-profiles";
import { DNS_SUFFIXES, REGIONS, REGIONS_OF } from "@openhands-aws/facts/partitions";
import { REFRESHER_CONTAINER, REFRESHER_DIRECTORY } from "@openhands-aws/facts/refresher";
import { PARAMETER_NAME } from "@openhands-aws/facts/ssm-limits";

const ROOT = join(__dirname, "..");
const SOURCES = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "-z", "*.ts", "*.mjs"], { cwd: ROOT })
  .toString()
  .split("\0")
  .filter((file) => file && existsSync(join(ROOT, file)))
  // Tests write examples; the suites that run programs and the measurements are tests too.
  .filter((file) => !/^(?:packages\/facts|e2e|bench|tools)\/|\.test\.ts$|\/testing(?:\/|\.ts)|\/corpus\//.test(file));

/** Which regions a model is served in is data of the model. */
const MODELS = "config/models.ts";

const numbers = (...values: readonly number[]): string =>
  values.map((value) => String(value).replace(/\B(?=(\d{3})+$)/g, "_?")).join("|");

interface WrittenFact {
  readonly fact: string;
  /** What writes it. */
  readonly literal: RegExp;
  /** Different literals in one file that are no copy of it yet. */
  readonly most: number;
}
const anyOf = (words: readonly string[]): string => words.map((word) => word.replaceAll(".", "\\\\?\\.")).join("|");

const FACTS: readonly WrittenFact[] = [
  { fact: "the regions", literal: new RegExp(`["'](?:${anyOf(REGIONS)})["']`, "g"), most: 2 },
  {
    fact: "the partitions",
    literal: new RegExp(`\\b(?:${anyOf([...REGIONS_OF.keys()].slice(1))})["']?(?=[:,\\]])`, "g"),
    most: 1,
  },
  { fact: "the partitions' domains", literal: new RegExp(anyOf(DNS_SUFFIXES.slice(1)), "g"), most: 1 },
  {
    fact: "the geographies of inference profiles",
    literal: new RegExp(`\\b(?:${anyOf(GEOGRAPHY_NAMES.slice(2))})(?=["'|:])`, "g"),
    most: 2,
  },
  {
    fact: "a limit of IAM",
    literal: new RegExp(
      `(?<![\\w.])(?:${numbers(POLICY_CHARACTERS.managed, POLICY_CHARACTERS.inline.role, POLICY_CHARACTERS.trust.most, SESSION_SECONDS.most)})(?!\\w)`,
      "g",
    ),
    most: 0,
  },
  {
    fact: "a limit of the Parameter Store",
    literal: new RegExp(`(?<![\\w.])(?:${numbers(PARAMETER_NAME.mostCharacters)})(?!\\w)`, "g"),
    most: 0,
  },
  {
    fact: "the refresher's container and directory",
    literal: new RegExp(`["'](?:${REFRESHER_CONTAINER}|${REFRESHER_DIRECTORY})["'/]`, "g"),
    most: 0,
  },
];

const code = (file: string): string =>
  readFileSync(join(ROOT, file), "utf8").replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");

it.each(FACTS)("$fact: written in packages/facts alone", ({ literal, most }) => {
  const copies = SOURCES.filter((file) => file !== MODELS).filter(
    (file) => new Set(code(file).match(literal)).size > most,
  );
  expect(copies).toEqual([]);
});

it("looks at the sources of every room", () => {
  for (const room of ["config/", "stacks/", "export/", "packages/guard/", "packages/constructs/"])
    expect(SOURCES.filter((file) => file.startsWith(room)).length).toBeGreaterThan(3);
});
