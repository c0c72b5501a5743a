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
    refreshPolicy: z
      .enum(["Periodic", "OnChange", "CreatedOnce"])
      .optional()
      .describe(
        "When the operator writes the Secret again. Default: the operator's, which is Periodic: after each refreshInterval. OnChange: only when the ExternalSecret changes, so a rotated access key waits until someone annotates it. CreatedOnce: never while the ExternalSecret exists, so a rotated access key does not reach OpenHands. https://external-secrets.io/latest/api/externalsecret/#update-behavior-with-3-different-refresh-policies",
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
