export { runCommandLine } from "./command-line";
export { guardCommand } from "./guard";
export type { Installation, OwnStacks } from "./subject";
export { whocanCommand } from "./whocan";
