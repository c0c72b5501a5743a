export * from "./actions";
export * from "./oidc-provider";
export * from "./subject";
export * from "./trust";
export * from "./workflow";
