const { Testing } = require("cdktf");

Testing.setupJest();

// No test measures time. This ends one that would never come back; what takes how long is measured in bench/.
jest.setTimeout(120_000);
