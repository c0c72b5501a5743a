import { readByAnyone } from "./read-by-anyone";

it("lets anyone read the objects", () => {
  expect(readByAnyone({ partition: "aws", id: "123456789012" }, "documents", ["a", "b/c"])).toEqual({
    sid: "ReadByAnyone",
    principal: "*",
    actions: ["s3:GetObject"],
    resources: ["arn:aws:s3:::documents/a", "arn:aws:s3:::documents/b/c"],
  });
});
