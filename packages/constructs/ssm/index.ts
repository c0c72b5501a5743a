export { type Parameters, read } from "./grants";
