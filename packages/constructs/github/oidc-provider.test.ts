import { DataAwsIamOpenidConnectProvider } from "@cdktf/provider-aws/lib/data-aws-iam-openid-connect-provider";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { Testing } from "cdktf";
import { Role } from "../iam/role";
import { OidcProvider, type OidcProviderProps } from "./oidc-provider";
import { githubTrust } from "./trust";

const ISSUER = "token.actions.githubusercontent.com";
const account = { partition: "aws", id: "123456789012" };
const EVERYTHING_OF_OTHERS = ["client_id_list", "tags", "tags_all", "thumbprint_list"];

const synth = (props: Partial<OidcProviderProps>) =>
  Testing.synthScope((scope) => {
    const audiences = ["sts.amazonaws.com", "https://github.com/boxp"];
    const { resource } = new OidcProvider(scope, "github_actions", {
      account,
      issuer: ISSUER,
      mode: "create",
      audiences,
      ...props,
    });
    new Role(scope, "reader", {
      name: "reader",
      trust: [githubTrust({ account, issuer: ISSUER, audience: "sts.amazonaws.com", subjects: ["repo:a/b:*"] })],
      dependsOn: [resource],
    });
  });

const postcondition = [
  {
    condition: '${contains(self.client_id_list, "sts.amazonaws.com")}',
    error_message: `The account's provider https://${ISSUER} does not accept the audience sts.amazonaws.com. Add it: aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn arn:aws:iam::123456789012:oidc-provider/${ISSUER} --client-id sts.amazonaws.com`,
  },
];

describe("create", () => {
  it("makes the provider, and nothing else", () => {
    const json = synth({ mode: "create" });
    expect(json).toHaveResourceWithProperties(IamOpenidConnectProvider, {
      url: `https://${ISSUER}`,
      client_id_list: ["sts.amazonaws.com", "https://github.com/boxp"],
    });
    const { resource, data, ...blocks } = JSON.parse(json);
    expect(Object.keys(resource.aws_iam_openid_connect_provider)).toEqual(["github_actions"]);
    expect(resource.aws_iam_openid_connect_provider.github_actions).not.toHaveProperty("thumbprint_list");
    expect(resource.aws_iam_openid_connect_provider.github_actions.lifecycle ?? {}).toEqual({});
    expect(data).not.toHaveProperty("aws_iam_openid_connect_provider");
    expect(blocks).not.toHaveProperty("import");
    expect(blocks).not.toHaveProperty("removed");
  });

  it("sets thumbprints where they are given", () => {
    const json = synth({ mode: "create", thumbprints: ["6938fd4d98bab03faadb97b34396831e3780aea1"] });
    expect(json).toHaveResourceWithProperties(IamOpenidConnectProvider, {
      thumbprint_list: ["6938fd4d98bab03faadb97b34396831e3780aea1"],
    });
  });

  it("leaves what others set if asked to, and must accept the audience", () => {
    expect(synth({ mode: "create", keepsWhatOthersWrote: true })).toHaveResourceWithProperties(
      IamOpenidConnectProvider,
      { lifecycle: { ignore_changes: EVERYTHING_OF_OTHERS, postcondition } },
    );
  });
});

describe("existing", () => {
  const json = synth({ mode: "existing" });

  it("reads the account's provider, which must accept the audience", () => {
    expect(json).toHaveDataSourceWithProperties(DataAwsIamOpenidConnectProvider, {
      url: `https://${ISSUER}`,
      lifecycle: { postcondition },
    });
    expect(JSON.parse(json).resource).not.toHaveProperty("aws_iam_openid_connect_provider");
  });

  it("forgets the provider that the state may contain, and never destroys it", () => {
    expect(JSON.parse(json).removed).toEqual([
      { from: "aws_iam_openid_connect_provider.github_actions", lifecycle: { destroy: false } },
    ]);
  });

  it("forgets each of two in one stack", () => {
    const two = Testing.synthScope((scope) => {
      for (const id of ["github_actions", "cluster"])
        new OidcProvider(scope, id, { account, issuer: `${id}.example.com`, mode: "existing", audiences: ["a"] });
    });
    expect(JSON.parse(two).removed.map(({ from }: { from: string }) => from)).toEqual([
      "aws_iam_openid_connect_provider.github_actions",
      "aws_iam_openid_connect_provider.cluster",
    ]);
  });
});

describe("import", () => {
  const json = synth({ mode: "import" });

  it("takes the account's provider over by its ARN", () => {
    expect(JSON.parse(json).import).toEqual([
      {
        to: "aws_iam_openid_connect_provider.github_actions",
        id: `arn:aws:iam::123456789012:oidc-provider/${ISSUER}`,
      },
    ]);
    expect(JSON.parse(json)).not.toHaveProperty("removed");
  });

  it("keeps what others set, and must accept the audience", () => {
    expect(json).toHaveResourceWithProperties(IamOpenidConnectProvider, {
      url: `https://${ISSUER}`,
      lifecycle: { ignore_changes: EVERYTHING_OF_OTHERS, postcondition },
    });
  });
});

it.each([
  ["create", "aws_iam_openid_connect_provider.github_actions"],
  ["existing", "data.aws_iam_openid_connect_provider.github_actions"],
  ["import", "aws_iam_openid_connect_provider.github_actions"],
] as const)("with %s, a role can wait for %s", (mode, address) => {
  expect(JSON.parse(synth({ mode })).resource.aws_iam_role.reader.depends_on).toEqual([address]);
});

it("has the issuer of a GitHub Enterprise Server", () => {
  const json = synth({ mode: "import", issuer: "ghes.example.com/_services/token" });
  expect(json).toHaveResourceWithProperties(IamOpenidConnectProvider, {
    url: "https://ghes.example.com/_services/token",
  });
  expect(JSON.parse(json).import[0].id).toBe(
    "arn:aws:iam::123456789012:oidc-provider/ghes.example.com/_services/token",
  );
});
