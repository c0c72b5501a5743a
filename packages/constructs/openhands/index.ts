export * from "./refresher";
export * from "./settings";
