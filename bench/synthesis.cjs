// What `npm run synth` does, without the guard: config, stacks, files. Run as a separate process.
const { loadConfig } = require("../dist/config/load.js");
const { configFile } = require("../dist/config/path.js");
const { synthesizeAll } = require("../dist/main.js");
const { cdktfOutput } = require("../dist/export/render/cdktf.js");
const { renderStacks } = require("../dist/export/render/json.js");
const { writeTree } = require("../dist/export/write-tree.js");

writeTree(process.env.CDKTF_OUTDIR, cdktfOutput(renderStacks(synthesizeAll(loadConfig(configFile())))));
