// Preloaded into a measured process: writes the resources that it has used when it ends.
const { writeFileSync } = require("node:fs");

process.once("exit", () => writeFileSync(process.env.BENCH_USAGE, JSON.stringify(process.resourceUsage())));
