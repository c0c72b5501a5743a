import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** An issue or a pull request, as GitHub's REST API has it. */
export interface Item {
  readonly number: number;
  readonly kind: "issues" | "pulls";
  readonly state: "open" | "closed";
  readonly user: { readonly login: string };
  readonly title: string;
  readonly body: string | null;
  readonly base?: string;
  readonly head?: { readonly ref: string; readonly label: string; readonly repo: { readonly full_name: string } };
  readonly comments: readonly string[];
}

/** `gh api`, with what our workflows ask for; anything else ends with 1. Each page has one item. */
const GH = `#!${process.execPath}
const { readFileSync, writeFileSync } = require("node:fs");
const fail = (why) => { console.error("gh: " + why); process.exit(1); };
const [command, ...rest] = process.argv.slice(2);
if (command !== "api" || process.env.GH_TOKEN !== "token-of-the-job") fail("not among what this stands for");
const fields = {};
let method, path;
while (rest.length > 0) {
  const next = rest.shift();
  if (next === "--method") method = rest.shift();
  else if (next === "-f" || next === "-F") {
    const [, key, value] = /^(\\w+)=([\\s\\S]*)$/.exec(rest.shift());
    fields[key] = next === "-F" && value.startsWith("@") ? readFileSync(value.slice(1), "utf8") : value;
  } else if (!["--silent", "--paginate"].includes(next)) path = next;
}
method ??= Object.keys(fields).length > 0 ? "POST" : "GET";
const [, kind, number, comments] = /^repos\\/boxp\\/arch\\/(issues|pulls)(?:\\/(\\d+)(\\/comments)?)?$/.exec(path) ?? fail(path);
const items = JSON.parse(readFileSync(STATE, "utf8"));
const item = items.find((one) => one.number === Number(number));
if (method === "GET") {
  const { head, base } = fields;
  const found = items.filter((one) => one.state === fields.state && (kind === "issues" || one.kind === kind) &&
    (!head || one.head.label === head) && (!base || one.base === base));
  console.log((found.length > 0 ? found.map((one) => JSON.stringify([one])) : ["[]"]).join("\\n"));
  process.exit();
}
if ((fields.body ?? "").length > 65536) fail("body is too long (maximum is 65536 characters)");
if (comments) item.comments.push(fields.body);
else if (method === "PATCH") Object.assign(item, fields);
else if (method === "POST" && !number) {
  const label = "boxp:" + fields.head;
  if (items.some(({ state, head }) => state === "open" && head?.label === label)) fail("A pull request already exists");
  const head = fields.head && { ref: fields.head, label, repo: { full_name: "boxp/arch" } };
  items.push({ number: items.length + 1, kind, state: "open", user: { login: "github-actions[bot]" }, comments: [], ...fields, head });
} else fail(method + " " + path);
writeFileSync(STATE, JSON.stringify(items));
`;

/** The issues and pull requests of boxp/arch, behind a `gh` of its own. */
export class FakeGithub {
  /** With the program. */
  readonly folder = mkdtempSync(join(tmpdir(), "openhands-aws-gh-"));
  readonly #state = join(this.folder, "state.json");

  constructor() {
    writeFileSync(join(this.folder, "gh"), GH.replaceAll("STATE", JSON.stringify(this.#state)), { mode: 0o755 });
    this.items = [];
  }

  get items(): readonly Item[] {
    return JSON.parse(readFileSync(this.#state, "utf8"));
  }
  set items(items: readonly Item[]) {
    writeFileSync(this.#state, JSON.stringify(items));
  }

  get open(): readonly Item[] {
    return this.items.filter(({ state }) => state === "open");
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
