const { Testing } = require("cdktf");

Testing.setupJest();

// The first use of the catalogue of all services takes seconds where the cores are busy.
jest.setTimeout(30_000);
