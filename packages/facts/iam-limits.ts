/**
 * Characters of a policy without white space, by where it is.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const POLICY_CHARACTERS = {
  managed: 6144,
  /** All inline policies of one identity together. */
  inline: { role: 10_240, user: 2048, group: 5120 },
  /** A trust policy: the account's quota, and the highest that AWS raises it to. */
  trust: { default: 2048, most: 8192 },
  /** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
  session: 2048,
} as const;

/** Of a role or a user. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const MOST_NAME_CHARACTERS = 64;

/**
 * Length of a session, in seconds.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
export const SESSION_SECONDS = {
  least: 900,
  /** Of a role's MaxSessionDuration, where none is given; also its lowest value. */
  default: 3600,
  most: 43_200,
  /** Where a role's session assumes the next role. */
  mostChained: 3600,
} as const;

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;
