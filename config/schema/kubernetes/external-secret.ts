import { z } from "zod";
import { Interval, ObjectName, VariableName } from "../../kubernetes-names";
import { ParameterName } from "../../names";

export const ExternalSecret = z
  .strictObject({
    name: ObjectName.default("bedrock-credentials").describe(
      "The name of the ExternalSecret and of the Secret that it creates.",
    ),
    refreshInterval: Interval.default("1h0m0s").describe(
      "How often the parameters are read, in Go's format for durations: 1h0m0s. https://pkg.go.dev/time#Duration.String",
    ),
    parameters: z
      .record(VariableName, ParameterName)
      .default({})
      .describe(
        "More environment variables for OpenHands, each with the name of a parameter that this config writes below runtime.configuration.path. The operator's policy then covers these, too.",
      ),
  })
  .describe(
    "The ExternalSecret that creates the Secret with the access key. https://external-secrets.io/latest/api/externalsecret/",
  );
