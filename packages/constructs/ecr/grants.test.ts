import { parsePrincipal, readTerraform, whoCan } from "@openhands-aws/guard";
import { toPolicyJson } from "../iam/statement";
import { push } from "./grants";

const ACCOUNT = { partition: "aws", id: "123456789012" };
const USER = `arn:aws:iam::${ACCOUNT.id}:user/builder`;
const repository = (name: string, region = "ap-northeast-1") =>
  `arn:aws:ecr:${region}:${ACCOUNT.id}:repository/${name}`;

/** Whether a user with exactly these grants may do it. */
async function may(action: string, resource: string): Promise<boolean> {
  const grants = push({ account: ACCOUNT, region: "ap-northeast-1", name: "runtime" }, "A test pushes");
  const resources = {
    aws_iam_user: { builder: { name: "builder" } },
    aws_iam_user_policy: { push: { user: "builder", policy: toPolicyJson(grants) } },
  };
  const provider = { aws: { allowed_account_ids: [ACCOUNT.id], region: "ap-northeast-1" } };
  const model = await readTerraform([
    { path: "main.tf.json", text: JSON.stringify({ provider, resource: resources }) },
  ]);
  const principal = parsePrincipal(USER);
  if (!principal) throw new Error(`${USER} is not a principal`);
  const [answer] = whoCan(model, { kind: "principal", principal }, { action, resource });
  return answer?.wish?.decision === "allowed";
}

/** What a push with `docker` and a check for an existing tag call, in their order. */
const OF_A_PUSH = [
  "ecr:BatchCheckLayerAvailability",
  "ecr:InitiateLayerUpload",
  "ecr:UploadLayerPart",
  "ecr:CompleteLayerUpload",
  "ecr:PutImage",
  "ecr:BatchGetImage",
  "ecr:GetDownloadUrlForLayer",
  "ecr:DescribeImages",
];

it("logs in, which AWS limits to no repository", async () => {
  expect(await may("ecr:GetAuthorizationToken", "*")).toBe(true);
});

it.each(OF_A_PUSH)("may call %s on its repository, and on no other", async (action) => {
  expect(await may(action, repository("runtime"))).toBe(true);
  for (const other of [repository("runtime-2"), repository("other"), repository("runtime", "us-east-1")])
    expect(await may(action, other)).toBe(false);
});

it.each(["ecr:DeleteRepository", "ecr:BatchDeleteImage", "ecr:SetRepositoryPolicy", "ecr:PutLifecyclePolicy"])(
  "may not call %s",
  async (action) => {
    expect(await may(action, repository("runtime"))).toBe(false);
  },
);
