/** Of the calls at which terraform is killed: all, and in CI the first one. */
export const pointsOf = (...calls: readonly string[]): readonly string[] =>
  process.env.CI === "true" ? calls.slice(0, 1) : calls;
