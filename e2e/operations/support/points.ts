/** Of the calls at which terraform is killed: all, and in CI the first one. */
export const pointsOf = <T>(...calls: readonly T[]): readonly T[] =>
  process.env.CI === "true" ? calls.slice(0, 1) : calls;
