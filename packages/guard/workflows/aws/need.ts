/** An action that a command needs. */
export interface ActionNeed {
  /** `s3:PutObject` */
  readonly action: string;
  /** ARN, with UNKNOWN parts. */
  readonly resource: string;
}

/** Where commands run. */
export interface AwsScope {
  readonly region: string;
  /** Of the credentials that run them. */
  readonly account: string;
  readonly partition: string;
}

export const arn = ({ partition, region, account }: AwsScope, service: string, resource: string): string =>
  `arn:${partition}:${service}:${region}:${account}:${resource}`;

export const needs = (resource: string, ...actions: readonly string[]): ActionNeed[] =>
  actions.map((action) => ({ action, resource }));
