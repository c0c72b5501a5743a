export * from "./pinned";
export * from "./token-resolver";
