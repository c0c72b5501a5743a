export { pinned } from "./pinned";
export { tokenResolver } from "./token-resolver";
