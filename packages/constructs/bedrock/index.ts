export { type BedrockModel, copiedFrom, describe, invocationId, invoke, litellmModel } from "./grants";
