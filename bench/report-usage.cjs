// Preloaded into a measured process: its peak memory in kilobytes, once it ends.
const { writeFileSync } = require("node:fs");

process.once("exit", () => writeFileSync(process.env.BENCH_USAGE, String(process.resourceUsage().maxRSS)));
