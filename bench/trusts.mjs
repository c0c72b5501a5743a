// node bench/trusts.mjs COUNTED.json CLONES [PROJECT]: of the GitHub trusts that a person has counted in public repositories,
// how many the guard judges, reports as not checked, or passes in silence. Exit code 1 if there is silence.
//
// COUNTED.json: [{"repo": "OWNER/NAME", "root": "FOLDER", "address": "module.ci"}]: the folder of the root module (`.` for the
// repository itself) and the role, or the call of the module that makes it. CLONES holds a folder OWNER+NAME of each.
// PROJECT is a checkout of this project with its build. @default this one
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { PROJECT } from "../tools/copy-project.mjs";

const [counted, clones, project = PROJECT] = process.argv.slice(2);
if (counted === undefined || clones === undefined) {
  console.error("node bench/trusts.mjs COUNTED.json CLONES [PROJECT]");
  process.exit(2);
}

const require = createRequire(import.meta.url);
const dist = join(resolve(project), "packages/guard/dist");
const { RULES } = require(join(dist, "index.js"));
const { subjectOf } = require(join(dist, "cli/subject.js"));
const TRUST_RULES = RULES.filter(({ area, id }) => area === "trust" && id !== "unknown-trust").map(({ id }) => id);

const STATES = ["judged", "not checked", "only a note", "silent"];
const trusts = JSON.parse(readFileSync(counted, "utf8"));

const total = Object.fromEntries(STATES.map((state) => [state, 0]));
console.log(`| repository | counted | ${STATES.join(" | ")} |\n|---|---|${"---|".repeat(STATES.length)}`);
for (const repo of new Set(trusts.map((trust) => trust.repo))) {
  const ofRepo = trusts.filter((trust) => trust.repo === repo);
  const folder = resolve(clones, repo.replace("/", "+"));
  const subject = await subjectOf([folder], undefined, { varFile: [] });
  const findings = (await subject.findings()).filter(({ rule }) => TRUST_RULES.includes(rule));
  const model = await subject.model();
  const states = ofRepo.map((trust) => [trust, stateOf(trust, folder, model, findings)]);
  const row = STATES.map((state) => states.filter(([, one]) => one === state).length);
  for (const [index, state] of STATES.entries()) total[state] += row[index];
  console.log(`| ${repo} | ${ofRepo.length} | ${row.join(" | ")} |`);
  for (const [{ root, address }, state] of states)
    if (state !== "judged") console.error(`${state}: ${repo} ${root} ${address}`);
}
console.log(`| all | ${trusts.length} | ${STATES.map((state) => total[state]).join(" | ")} |`);
process.exitCode = total.silent === 0 ? 0 : 1;

/** Judged: it is fully known whom the role trusts, or a rule says of what is known that it is too wide or of no use. */
function stateOf({ root, address }, folder, { identities, unknowns }, findings) {
  const module = join(folder, root);
  // A finding has no root.
  const isHere = ({ address: at, root: its, file }) =>
    within(at, address) && ((its !== undefined && resolve(its) === module) || resolve(file, "..") === module);
  const roles = identities.filter((one) => one.trust && isHere(one));
  const isOf = (finding) => roles.some((role) => role.address === finding.address && role.file === finding.file);
  if (findings.some((one) => isHere(one) || isOf(one))) return "judged";
  const here = unknowns.filter((one) => isHere(one) || isHere({ ...one, address: callOf(one.address, address) }));
  if (roles.some(({ trust }) => trust.complete) && !here.some(({ about }) => about === "trust")) return "judged";
  if (here.some((one) => severityOf(one) !== "info")) return "not checked";
  return here.length > 0 ? "only a note" : "silent";
}

/** Whether an address is the counted one, or something of its module. */
function within(address, counted) {
  return `.${address.replace(/\[[^\]]*\]/g, "")}.`.includes(`.${counted}.`);
}

/** A call that is not read stands for what it would have held. */
function callOf(unread, counted) {
  return counted.startsWith(`${unread}.`) ? counted : unread;
}

/** As the guard reports it. */
function severityOf({ about, harmless, elsewhere }) {
  if (harmless || elsewhere) return "info";
  return RULES.find(({ id }) => id === (about === "trust" ? "unknown-trust" : "unknown-permission")).severity;
}
