import { UNKNOWN } from "../../text";
import { ecrInspect, ecrPull, ecrPush, isEcr } from "./ecr";

const REGISTRY = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
const REPOSITORY = "arn:aws:ecr:eu-west-1:123456789012:repository/team/app";

it.each([
  [`${REGISTRY}/team/app:1`, REPOSITORY],
  [`${REGISTRY}/team/app`, REPOSITORY],
  [`${REGISTRY}/team/app:1@sha256:${"0".repeat(64)}`, REPOSITORY],
  [`${REGISTRY}/${UNKNOWN}:1`, `arn:aws:ecr:eu-west-1:123456789012:repository/${UNKNOWN}`],
  [`${UNKNOWN}.dkr.ecr.${UNKNOWN}.amazonaws.com/app`, `arn:aws:ecr:${UNKNOWN}:${UNKNOWN}:repository/app`],
  [`${REGISTRY}.cn/app`, "arn:aws-cn:ecr:eu-west-1:123456789012:repository/app"],
  ["123456789012.dkr.ecr-fips.us-east-1.amazonaws.com/app", "arn:aws:ecr:us-east-1:123456789012:repository/app"],
  ["123456789012.dkr-ecr.eu-west-1.on.aws/app", "arn:aws:ecr:eu-west-1:123456789012:repository/app"],
])("%s is in %s", (image, resource) => expect(ecrInspect(image)).toEqual([{ action: "ecr:BatchGetImage", resource }]));

it.each(["ghcr.io/octo-org/app:1", "public.ecr.aws/x/app", "app", "", UNKNOWN, `evil.example/${REGISTRY}/app`])(
  "%j needs nothing of ECR",
  (image) => expect([...ecrPush(image), ...ecrPull(image), ...ecrInspect(image)]).toEqual([]),
);

it("knows what a push and a pull need", () => {
  const actions = (needs: typeof ecrPush) => needs(`${REGISTRY}/app`).map(({ action }) => action.replace("ecr:", ""));
  expect(actions(ecrPush)).toEqual([
    "BatchCheckLayerAvailability",
    "BatchGetImage",
    "CompleteLayerUpload",
    "InitiateLayerUpload",
    "PutImage",
    "UploadLayerPart",
  ]);
  expect(actions(ecrPull)).toEqual(["BatchGetImage", "GetDownloadUrlForLayer"]);
});

it("knows a registry without an image", () => expect([isEcr(REGISTRY), isEcr("ghcr.io")]).toEqual([true, false]));
