import { type AwsErrorKind, awsError } from "./aws-error";

const answer = (name: string, httpStatusCode: number, message = "Because.", more = {}) =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode, attempts: 1 }, ...more });

it.each<[string, AwsErrorKind, Error]>([
  ["IAM's denial", "denied", answer("AccessDenied", 403)],
  ["SSM's denial", "denied", answer("AccessDeniedException", 400)],
  ["an inactive key, to STS", "rejected", answer("InvalidClientTokenId", 403)],
  ["an inactive key, to Bedrock", "rejected", answer("UnrecognizedClientException", 403)],
  ["a wrong signature", "rejected", answer("SignatureDoesNotMatch", 403)],
  ["an old session", "rejected", answer("ExpiredTokenException", 400)],
  ["no such user", "not-found", answer("NoSuchEntityException", 404, "No.", { Code: "NoSuchEntity" })],
  ["no such parameter", "not-found", answer("ParameterNotFound", 400)],
  ["too many calls", "throttled", answer("ThrottlingException", 400)],
  ["too many calls to S3", "throttled", answer("SlowDown", 503)],
  ["an internal error", "failed", answer("InternalFailure", 500)],
  ["a model that is not ready", "failed", answer("ModelNotReadyException", 429)],
  ["no credentials", "no-credentials", Object.assign(new Error("x"), { name: "CredentialsProviderError" })],
  ["an end by the signal", "timeout", new DOMException("x", "AbortError")],
  ["a closed port", "unreachable", Object.assign(new Error("x"), { code: "ECONNREFUSED" })],
  ["what nobody knows", "unreachable", new Error("x")],
])("%s is %s", (_, kind, error) => expect(awsError("iam:GetUser", error, 8).kind).toBe(kind));

it("says what AWS said, on one line, but nothing of a rejected request", () => {
  const message = "User: arn:aws:iam::1:user/x is not authorized to perform: iam:GetUser\nsecond line";
  expect(awsError("iam:GetUser", answer("AccessDenied", 403, message), 8).message).toBe(
    "AWS denies iam:GetUser (AccessDenied): User: arn:aws:iam::1:user/x is not authorized to perform: iam:GetUser.",
  );
  const rejected = answer("SignatureDoesNotMatch", 403, "The canonical string: x-amz-security-token:SECRET");
  expect(awsError("sts:GetCallerIdentity", rejected, 8).message).not.toContain("SECRET");
});
