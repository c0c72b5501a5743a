/** The results as Markdown, for the README. */
export function markdown({ machine, comparisons, growth, guarding, hostile, image, installation }) {
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
      ["further roles", "synthesis", "peak memory", "`npm run synth`: with the guard", "peak memory"],
      growth.rows.map(({ roles, seconds, megabytes, guarded }) => [
        roles.toLocaleString("en"),
        s(seconds),
        `${megabytes.toFixed(0)} MB`,
        s(guarded.seconds),
        `${guarded.megabytes.toFixed(0)} MB`,
      ]),
    ),
    table(
      ["", "seconds", "peak memory", "target"],
      guarding.map((row) => [
        row.what,
        row.seconds.toFixed(2),
        `${row.megabytes.toFixed(0)} MB`,
        `${row.target}${missed(row)}`,
      ]),
    ),
    table(
      ["twice as much of", "takes", "seconds", "target"],
      hostile.map((row) => [row.what, row.ratio, row.seconds.toFixed(2), `${row.target}${missed(row)}`]),
    ),
    image.skipped ??
      table(
        ["the runtime image", "here", "the first design's", "ratio", "target"],
        image.rows.map((row) => [row.what, row.own, row.other, row.ratio, `${row.target}${missed(row)}`]),
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
