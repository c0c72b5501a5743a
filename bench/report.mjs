/** The results as Markdown, for the README. */
export function markdown({ machine, comparisons, growth, installation }) {
  const targets = [...growth.targets, ...installation.targets];
  return [
    `Medians of interleaved runs of whole processes, on ${machine}.`,
    table(
      ["", "here", "against", "ratio", "target"],
      comparisons.map((row) => [
        row.what,
        s(row.own),
        `${s(row.other)}: ${row.against}`,
        row.ratio,
        `${row.target}${missed(row)}`,
      ]),
    ),
    table(
      ["further roles", "seconds", "peak memory"],
      growth.rows.map(({ roles, seconds, megabytes }) => [
        roles.toLocaleString("en"),
        seconds.toFixed(2),
        `${megabytes.toFixed(0)} MB`,
      ]),
    ),
    `\`npm ci\` with a warm cache: ${s(installation.seconds)} (\`.gen\` and \`dist\` included), ${installation.megabytes.toFixed(0)} MB.`,
    table(
      ["dependency, with what only it brings", "MB", "for", "why"],
      installation.rows.map(({ name, megabytes, for: use, why }) => [
        name,
        megabytes.toFixed(1),
        use,
        why ?? "NO REASON GIVEN",
      ]),
    ),
    targets.map((target) => `- ${target.what}${missed(target)}`).join("\n"),
    "",
  ].join("\n\n");
}

const s = (seconds) => `${seconds.toFixed(2)} s`;
const missed = ({ met }) => (met ? "" : " **(missed)**");

const table = (head, rows) =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
