import { z } from "zod";
import { Interval, ObjectName, VariableName } from "../../kubernetes-names";
import { ParameterName } from "../../names";

export const ExternalSecret = z
  .strictObject({
    name: ObjectName.default("bedrock-credentials").describe(
      "The name of the ExternalSecret and of the Secret it makes.",
    ),
    refreshInterval: Interval.default("1h0m0s").describe(
      "How often the parameters are read, as Go writes a duration: 1h0m0s. https://pkg.go.dev/time#Duration.String",
    ),
    parameters: z
      .record(VariableName, ParameterName)
      .default({})
      .describe(
        "Further variables of OpenHands, each with the name of a parameter that this config writes below runtime.configuration.path. The operator's policy reads these too.",
      ),
  })
  .describe("What becomes the Secret with the access key. https://external-secrets.io/latest/api/externalsecret/");
