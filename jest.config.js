const shared = {
  transform: {
    "^.+\\.ts$|/@actions/expressions/.+\\.js$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript" }, target: "es2023" } },
    ],
  },
  // An import() that stays one needs the ending of what is compiled.
  moduleNameMapper: {
    "^(\\.{1,2}/.*)\\.js$": "$1",
    "^@openhands-aws/([^/]+)$": "<rootDir>/packages/$1/index.ts",
    "^@openhands-aws/(.+/.+)$": "<rootDir>/packages/$1",
    "^@actions/expressions$": "<rootDir>/node_modules/@actions/expressions/dist/index.js",
  },
  // @actions/expressions has only ECMAScript modules, which jest cannot load before they are compiled.
  transformIgnorePatterns: ["/node_modules/(?!@actions/expressions/)"],
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/packages/\\w+/dist/", "<rootDir>/cdktf.out/"],
};

module.exports = {
  maxWorkers: "100%",
  testSequencer: "<rootDir>/tools/end-to-end-first.js",
  projects: [
    {
      ...shared,
      displayName: "unit",
      testMatch: ["<rootDir>/**/*.test.ts"],
      testPathIgnorePatterns: ["/node_modules/", "<rootDir>/e2e/"],
      setupFilesAfterEnv: ["<rootDir>/tools/jest-setup.js"],
    },
    {
      ...shared,
      displayName: "e2e",
      testMatch: ["<rootDir>/e2e/*.e2e.ts"],
      setupFilesAfterEnv: ["<rootDir>/e2e/support/patience.js"],
    },
    // The heavy ones build or install what they need first: no part of `npm test`.
    ...["kubernetes", "image", "workflows", "packages", "openhands", "operations"].map((name) => ({
      ...shared,
      displayName: name,
      testMatch: [`<rootDir>/e2e/${name}/**/*.e2e.ts`],
      setupFilesAfterEnv: ["<rootDir>/e2e/support/patience.js"],
      ...(!["image", "operations"].includes(name) && { globalSetup: `<rootDir>/e2e/${name}/support/install.ts` }),
      ...(name === "packages" && { globalTeardown: `<rootDir>/e2e/${name}/support/remove.ts` }),
    })),
  ],
};
