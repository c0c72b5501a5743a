export { type BedrockModel, describe, invocationId, invoke } from "./grants";
