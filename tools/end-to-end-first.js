const { default: Sequencer } = require("@jest/test-sequencer");

/** Starts with the end-to-end suites, which take longest: otherwise the last of them would run alone. */
module.exports = class extends Sequencer {
  sort(tests) {
    const isEndToEnd = ({ path }) => path.endsWith(".e2e.ts");
    const sorted = super.sort(tests);
    return [...sorted.filter(isEndToEnd), ...sorted.filter((test) => !isEndToEnd(test))];
  }
};
