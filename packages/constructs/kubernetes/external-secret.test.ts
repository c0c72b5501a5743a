import { type ExternalSecretProps, externalSecret } from "./external-secret";

const props: ExternalSecretProps = {
  apiVersion: "external-secrets.io/v1",
  name: "bedrock-credentials",
  namespace: "openhands",
  store: "parameterstore",
  refreshInterval: "1h0m0s",
  parameters: { AWS_ACCESS_KEY_ID: "bedrock-access-key-id" },
};

it("writes out what the operator would add, and repeats its name for the Secret", () => {
  expect(externalSecret(props)).toEqual({
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: { name: "bedrock-credentials", namespace: "openhands" },
    spec: {
      refreshInterval: "1h0m0s",
      secretStoreRef: { name: "parameterstore", kind: "ClusterSecretStore" },
      target: { name: "bedrock-credentials", creationPolicy: "Owner", deletionPolicy: "Retain" },
      data: [
        {
          secretKey: "AWS_ACCESS_KEY_ID",
          remoteRef: {
            key: "bedrock-access-key-id",
            conversionStrategy: "Default",
            decodingStrategy: "None",
            metadataPolicy: "None",
          },
        },
      ],
    },
  });
});

it("has a refresh policy where one is given", () => {
  expect(externalSecret({ ...props, refreshPolicy: "OnChange" }).spec).toMatchObject({
    refreshPolicy: "OnChange",
    refreshInterval: "1h0m0s",
  });
});
