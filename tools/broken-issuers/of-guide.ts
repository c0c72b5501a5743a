import { discoveryUrl } from "../../operations/issuer/issuer";
import { discoveryOf, type FakeIssuer, ISSUER } from "../issuer-world";
import { type BrokenIssuer, KEY } from "./broken-issuer";

const GUIDE = "https://github.com/aws/amazon-eks-pod-identity-webhook/blob";

/**
 * AWS's guide for self-hosted clusters, SELF_HOSTED_SETUP.md, followed but for the others of its three mistakes. Its
 * uploads with `aws s3 cp` get their content type from the file's name, application/json.
 */
const followed =
  ({ issuer: url = ISSUER.url, kids = [KEY.jwk.kid], cached = true }) =>
  (issuer: FakeIssuer) => {
    const keysAt = `${ISSUER.url}/keys.json`;
    const { response_types_supported, subject_types_supported } = discoveryOf();
    const documents = new Map<string, object>([
      [
        discoveryUrl(ISSUER),
        {
          ...{ issuer: url, jwks_uri: keysAt, authorization_endpoint: "urn:kubernetes:programmatic_authorization" },
          ...{ response_types_supported, subject_types_supported, claims_supported: ["sub", "iss"] },
          id_token_signing_alg_values_supported: ["RS256"],
        },
      ],
      [keysAt, { keys: kids.map((kid) => ({ ...KEY.jwk, kid })) }],
    ]);
    issuer.discovery = { ...discoveryOf(), id_token_signing_alg_values_supported: ["RS256"] };
    issuer.served = (asked) => {
      const document = documents.get(asked);
      if (!document) return { status: 403, body: "" };
      return {
        status: 200,
        contentType: "application/json",
        ...(cached && { cacheControl: "max-age=60" }),
        body: JSON.stringify(document),
      };
    };
  };

/** Without a bucket of the config: who follows the guide publishes the documents on their own. */
export const OF_GUIDE: readonly BrokenIssuer[] = [
  [
    // "issuer": "https://$ISSUER_HOSTPATH/", but --service-account-issuer "https://$ISSUER_HOSTPATH"; until 2021-10-25.
    `the slash at the end: ${GUIDE}/d3c23dda546b0bf487c5a03a0288a3d7c0472641/SELF_HOSTED_SETUP.md`,
    followed({ issuer: `${ISSUER.url}/` }),
    /has the issuer https:\S+openhands\/, not https:\S+openhands\. Only a slash at the end/,
  ],
  [
    // jq '.keys += [.keys[0]] | .keys[1].kid = ""'
    `the key without a kid: ${GUIDE}/3bf80a348116483b2162190e43232e4d243f76c4/SELF_HOSTED_SETUP.md`,
    followed({ kids: [KEY.jwk.kid, ""] }),
    /keys\.json: key number 2 has no kid/,
  ],
  [
    // aws s3 cp --acl public-read ./keys.json s3://$S3_BUCKET/keys.json
    `the upload without Cache-Control: ${GUIDE}/3bf80a348116483b2162190e43232e4d243f76c4/SELF_HOSTED_SETUP.md`,
    followed({ cached: false }),
    /keys\.json has no Cache-Control/,
  ],
];
