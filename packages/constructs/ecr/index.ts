export * from "./grants";
