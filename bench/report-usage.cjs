// Preloaded into a measured process: writes its peak memory in kilobytes when it ends.
const { writeFileSync } = require("node:fs");

process.once("exit", () => writeFileSync(process.env.BENCH_USAGE, String(process.resourceUsage().maxRSS)));
