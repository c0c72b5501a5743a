export { type EcrRepository, push } from "./grants";
