export { type BedrockModel, callWithApiKey, copiedFrom, describe, invocationId, invoke, litellmModel } from "./grants";
