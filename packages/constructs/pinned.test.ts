import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { Testing } from "cdktf";
import { Construct } from "constructs";
import { pinned } from "./pinned";

it("gives an element the requested address, however deep it is", () => {
  const json = Testing.synthScope((scope) => {
    const deeper = new Construct(new Construct(scope, "a"), "b");
    pinned(new IamUser(deeper, "user", { name: "somebody" }), "bedrock_user");
  });
  expect(Object.keys(JSON.parse(json).resource.aws_iam_user)).toEqual(["bedrock_user"]);
});

it("returns the element, whose references hold the address", () => {
  const json = JSON.parse(
    Testing.synthScope((scope) => {
      const { name } = pinned(new IamUser(scope, "one", { name: "one" }), "first");
      pinned(new IamUser(scope, "two", { name: `${name}-2` }), "second");
    }),
  );
  expect(json.resource.aws_iam_user.second.name).toBe("${aws_iam_user.first.name}-2");
});
