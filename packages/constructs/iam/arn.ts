/**
 * Names of resources before they exist. They are written out and not referenced, so that a plan for an
 * empty account already shows who may do what.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export interface Account {
  /** As in `aws`, `aws-cn`. */
  readonly partition: string;
  /** 12 digits. */
  readonly id: string;
}

export const roleArn = ({ partition, id }: Account, name: string) => `arn:${partition}:iam::${id}:role/${name}`;

export const policyArn = ({ partition, id }: Account, name: string) => `arn:${partition}:iam::${id}:policy/${name}`;

/** @param path begins and ends with `/` */
export const userArn = ({ partition, id }: Account, path: string, name: string) =>
  `arn:${partition}:iam::${id}:user${path}${name}`;

/** @param issuer host and path of the issuer, without https:// */
export const oidcProviderArn = ({ partition, id }: Account, issuer: string) =>
  `arn:${partition}:iam::${id}:oidc-provider/${issuer}`;

export const bucketArn = ({ partition }: Account, bucket: string) => `arn:${partition}:s3:::${bucket}`;

/** A parameter's leading slash is not repeated: `parameter/a/b` for both `/a/b` and `a/b`. */
export const parameterArn = ({ partition, id }: Account, region: string, name: string) =>
  `arn:${partition}:ssm:${region}:${id}:parameter/${name.replace(/^\//, "")}`;

export const ecrRepositoryArn = ({ partition, id }: Account, region: string, name: string) =>
  `arn:${partition}:ecr:${region}:${id}:repository/${name}`;

export const eksClusterArn = ({ partition, id }: Account, region: string, cluster: string) =>
  `arn:${partition}:eks:${region}:${id}:cluster/${cluster}`;

/** @param association its id, which EKS chooses */
export const podIdentityAssociationArn = (
  { partition, id }: Account,
  region: string,
  cluster: string,
  association: string,
) => `arn:${partition}:eks:${region}:${id}:podidentityassociation/${cluster}/${association}`;

/** @param region empty for a model that a global inference profile reaches */
export const foundationModelArn = ({ partition }: Account, region: string, model: string) =>
  `arn:${partition}:bedrock:${region}::foundation-model/${model}`;

/** @param profile prefix and model, as in `us.anthropic.claude-sonnet-4-6` */
export const inferenceProfileArn = ({ partition, id }: Account, region: string, profile: string) =>
  `arn:${partition}:bedrock:${region}:${id}:inference-profile/${profile}`;

export const logGroupArn = ({ partition, id }: Account, region: string, name: string) =>
  `arn:${partition}:logs:${region}:${id}:log-group:${name}`;

export const trailArn = ({ partition, id }: Account, region: string, name: string) =>
  `arn:${partition}:cloudtrail:${region}:${id}:trail/${name}`;

export const topicArn = ({ partition, id }: Account, region: string, name: string) =>
  `arn:${partition}:sns:${region}:${id}:${name}`;
