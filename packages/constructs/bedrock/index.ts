export { type BedrockModel, callWithApiKey, copiedFrom, describe, invocationId, invoke, litellmModel } from "./grants";
export { invocationDelivery, invocationTrust, writeInvocations } from "./invocation-logging";
