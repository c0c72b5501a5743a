import { DataAwsIamOpenidConnectProvider } from "@cdktf/provider-aws/lib/data-aws-iam-openid-connect-provider";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { type ITerraformDependable, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { addBlock } from "../add-block";
import { type Account, oidcProviderArn } from "../iam/arn";
import { pinned } from "../pinned";

export interface OidcProviderProps {
  /** The account that the provider is in. */
  readonly account: Account;
  /** Issuer without https://, as in `token.actions.githubusercontent.com`. */
  readonly issuer: string;
  /**
   * `create` creates it. `existing` reads it; one that this state managed is forgotten, not destroyed. `import` takes the
   * account's provider over as it is.
   */
  readonly mode: "create" | "existing" | "import";
  /** The audiences of a new provider; an existing one must accept the first. */
  readonly audiences: readonly string[];
  /** 40 hexadecimal digits each. AWS has ignored them for GitHub since July 2023. @default none are set */
  readonly thumbprints?: readonly string[];
  /** Leaves alone the audiences, tags and thumbprints that others set. @default only for `import` */
  readonly keepsWhatOthersWrote?: boolean;
}

/**
 * The account's one OIDC provider of an issuer, `aws_iam_openid_connect_provider.<id>`.
 * `import` and `removed` are written as plain blocks: CDKTF's own `importFrom` runs `terraform version` during synthesis.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html
 */
export class OidcProvider extends Construct {
  /** For `dependsOn` of roles that trust it. */
  readonly resource: ITerraformDependable;

  constructor(scope: Construct, id: string, props: OidcProviderProps) {
    super(scope, id);
    const { account, issuer, mode, audiences, thumbprints, keepsWhatOthersWrote = mode === "import" } = props;
    const stack = TerraformStack.of(this);
    const address = `aws_iam_openid_connect_provider.${id}`;
    const url = `https://${issuer}`;
    const [audience] = audiences;
    // Otherwise nobody could assume any of the roles, and nothing would say why.
    const acceptsAudience = {
      condition: `\${contains(self.client_id_list, "${audience}")}`,
      errorMessage: `The account's provider ${url} does not accept the audience ${audience}. Add it: aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${oidcProviderArn(account, issuer)} --client-id ${audience}`,
    };

    if (mode === "existing") {
      addBlock(stack, "removed", { from: address, lifecycle: { destroy: false } });
      const existing = new DataAwsIamOpenidConnectProvider(this, "provider", {
        url,
        lifecycle: { postcondition: [acceptsAudience] },
      });
      this.resource = pinned(existing, id);
      return;
    }
    if (mode === "import") addBlock(stack, "import", { to: address, id: oidcProviderArn(account, issuer) });
    this.resource = pinned(
      new IamOpenidConnectProvider(this, "provider", {
        url,
        clientIdList: [...audiences],
        thumbprintList: thumbprints && [...thumbprints],
        lifecycle: {
          ...(keepsWhatOthersWrote && { ignoreChanges: ["client_id_list", "tags", "tags_all", "thumbprint_list"] }),
          ...(keepsWhatOthersWrote && { postcondition: [acceptsAudience] }),
        },
      }),
      id,
    );
  }
}
