import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import {
  describeRules,
  EVERY_RULE,
  formatText,
  guard,
  loadCatalogue,
  readTerraform,
  servicesOf,
} from "@openhands-aws/guard";
import { parseConfig } from "../config/load";
import { ConfigFile } from "../config/schema";
import { renderDepartures } from "../export/render/departures";
import { renderReleases } from "../export/render/releases";
import { renderRunbooks } from "../export/render/runbook";
import { parseRunbook, RUNBOOKS } from "../export/render/runbook-source";
import { PROJECT } from "../project";
import { DEPARTURES } from "../stacks/departures";
import { commandsIn, unknownIn } from "./commands";
import { expectGolden } from "./golden";
import { type Markdown, readMarkdown } from "./markdown";
import { isPath, isThere, linked, targetOf } from "./paths";
import { testConfig } from "./test-config";

const read = (name: string): string => readFileSync(join(PROJECT, name), "utf8");
const ADRS = readdirSync(join(PROJECT, "docs/adr")).filter((name) => name !== "README.md");
const DOCUMENTS = [
  ...["README.md", "CONTRIBUTING.md", "SECURITY.md"],
  ...readdirSync(join(PROJECT, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => posix.join("docs", name)),
  ...readdirSync(join(PROJECT, "packages"))
    .map((name) => `packages/${name}/README.md`)
    .filter((name) => existsSync(join(PROJECT, name))),
];
const markdown = new Map<string, Markdown>(DOCUMENTS.map((name) => [name, readMarkdown(read(name))]));

/** What the reader has or makes. */
const ELSEWHERE = [
  ...["bad.yaml", "ci.tf", "plan.json", "terraform/aws/<stack>/v1/terraform.tfstate", "terraform/aws/openhands/*.tf"],
  ...["override.tf", "*_override.tf", "local_override.tf.json", "tfaction-root.yaml"],
  ...["x.tf", "*.tofu.json", "terraform/prod.tfvars"],
  ...["credentials.json", "settings.json", "openhands/", "workspace/", "aws/openhands-kubernetes/main.tf.json"],
  "manifests/openhands-operations/",
  "deploy/",
  ...["aqua/aqua.yaml", "aqua/aqua-checksums.json", "aqua/imports/*.yaml"],
];

describe.each([...markdown])("%s", (name, document) => {
  const folder = posix.dirname(name);

  it("names paths that exist", () => {
    const commands = commandsIn(document);
    const diagrams = document.blocks.filter(({ language }) => language === "mermaid");
    const words = [...commands.flat(), ...diagrams.flatMap(({ text }) => text.split(/[^\w./*-]+/))];
    const paths = words.map((word) => word.replace(/[,.;:]$/, "")).filter(isPath);
    expect(paths.filter((path) => !isThere(path, folder) && !ELSEWHERE.includes(path))).toEqual([]);
  });

  it("names verbs, options and scripts that exist", () => {
    expect(commandsIn(document).flatMap(unknownIn)).toEqual([]);
  });

  it("has links that lead somewhere", () => {
    const broken = document.links.filter((link) => {
      if (/^[a-z]+:/.test(link)) return false;
      const { path, anchor } = targetOf(link, name);
      return !linked(path) || (anchor !== undefined && !readMarkdown(read(path)).anchors.has(anchor));
    });
    expect(broken).toEqual([]);
  });

  it("shows configs that are valid", () => {
    const configs = document.blocks.filter(
      ({ language, text }) => language === "yaml" && (/^\w+(?=:)/m.exec(text)?.[0] ?? "") in ConfigFile.shape,
    );
    for (const { text } of configs) expect(() => testConfig(text, name)).not.toThrow();
  });
});

it.each([
  ["departures.md", () => renderDepartures(DEPARTURES)],
  ["releases.md", renderReleases],
  ["guard.md", () => describeRules(EVERY_RULE)],
])("docs/%s is what the code generates", (name, rendered) => {
  expect(read(`docs/${name}`)).toBe(rendered());
});

it.each([
  ...renderRunbooks(
    new Map(RUNBOOKS.map((name) => [name, parseRunbook(read(`docs/runbooks/source/${name}.yaml`))] as const)),
  ),
])("docs/runbooks/%s is what its source says", (name, rendered) => {
  expect(read(`docs/runbooks/${name}`)).toBe(rendered);
});

describe.each(readdirSync(join(PROJECT, "docs/ja")))("docs/ja/%s", (name) => {
  const [english, japanese] = [`docs/${name}`, `docs/ja/${name}`].map((file) => readMarkdown(read(file)));

  it("has the same commands, code and sections as the English one", () => {
    const facts = ({ blocks, spans, anchors }: Markdown) => ({
      blocks: blocks.map(({ language, text }) => ({ language, text: text.replace(/^ *#.*\n/gm, "") })),
      spans: [...new Set(spans)].sort(),
      sections: anchors.size,
    });
    expect(facts(japanese as Markdown)).toEqual(facts(english as Markdown));
  });
});

it("README.md is short", () => expect(read("README.md").split("\n").length - 1).toBeLessThanOrEqual(130));

describe("shows what it prints:", () => {
  /** With what follows a command in its block. */
  const expectShown = (name: string, command: string, said: string) => {
    const [before = "", after = ""] = read(name).split(`$ ${command}\n`);
    expectGolden(`${before}$ ${command}\n${said}${after.slice(after.indexOf("```"))}`, join(PROJECT, name));
  };

  it("the guard", async () => {
    const text = markdown.get("README.md")?.blocks.find(({ language }) => language === "hcl")?.text ?? "";
    const model = await readTerraform([{ path: "main.tf", text }]);
    const findings = guard(model, { now: new Date(), catalogue: await loadCatalogue(servicesOf(model)) });
    const said = formatText(findings, (_style, plain) => plain);
    expectShown("README.md", "bin/openhands-aws guard main.tf", said);
  });

  it("a wrong config", () => {
    const wrong = `posture: hardned
aws:
  account: 12345
runtime:
  bucket: openhands_data
  subject:
    - branch: main
`;
    let said = "";
    try {
      parseConfig(wrong, "bad.yaml");
    } catch (error) {
      said = `${(error as Error).message}\n`;
    }
    expectShown("docs/config.md", "bin/openhands-aws export --config bad.yaml", said);
  });
});

describe("the decisions", () => {
  const index = read("docs/adr/README.md");

  it.each(ADRS)("%s has the form of all", (name) => {
    expect(read(`docs/adr/${name}`)).toMatch(
      new RegExp(
        [
          `^# ${Number(name.slice(0, 4))}\\. .+\n`,
          "Status: (accepted|superseded by \\d{4})\nDate: \\d{4}-\\d\\d-\\d\\d\n",
          "## Context\n",
          "## Decision\n",
          "## Consequences\n",
        ].join("\n(?:(?!#).*\n)*?"),
      ),
    );
    expect(name).toMatch(/^\d{4}-[a-z0-9-]+\.md$/);
  });

  it("are all in the index, by their titles; a number that is missing is there too", () => {
    const titles = new Map(
      ADRS.map((name) => [name, /^# \d+\. (.*)$/m.exec(read(`docs/adr/${name}`))?.[1] ?? ""] as const),
    );
    const last = Math.max(...ADRS.map((name) => Number(name.slice(0, 4))));
    const rows = Array.from({ length: last }, (_, position) => {
      const number = String(position + 1).padStart(4, "0");
      const name = ADRS.find((adr) => adr.startsWith(number));
      return name ? `| [${number}](${name}) | ${titles.get(name)} |` : `| ${number} | The number was not used. |`;
    });
    expect(index.match(/^\| \[?\d{4}.*$/gm)).toEqual(rows);
  });
});
