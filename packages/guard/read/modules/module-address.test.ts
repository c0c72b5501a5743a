import { localPath, recordedSources } from "./module-address";

const GIT = "git::https://github.com/octo-org/infra.git";

it.each([
  ["./role", "./role"],
  ["./x/../role/", "./role"],
  ["./", "./."],
  ["../", "./.."],
  ["../../role", "../../role"],
  [".\\role\\.\\x", "./role/x"],
  ["registry.example.com/octo-org/role/aws", "registry.example.com/octo-org/role/aws"],
  ["Registry.Example.com/octo-org/role/aws//deep/", "registry.example.com/octo-org/role/aws//deep"],
  ["gitlab.com/octo-org/role/aws", "gitlab.com/octo-org/role/aws"],
  ["github.com/octo-org/infra", GIT],
  ["github.com/octo-org/infra.git?ref=v1", `${GIT}?ref=v1`],
  ["github.com/octo-org/infra/role", `${GIT}//role`],
  ["github.com/octo-org/infra/role//deep?ref=v1", `${GIT}//role/deep?ref=v1`],
  ["github.com/octo-org/infra//./role/../role?ref=a/b", `${GIT}//role?ref=a/b`],
  ["git::github.com/octo-org/infra//role", `${GIT}//role`],
  ["bitbucket.org/octo-org/infra//role", "git::https://bitbucket.org/octo-org/infra.git//role"],
  ["git@github.com:octo-org/infra.git//role", "git::ssh://git@github.com/octo-org/infra.git//role"],
  ["git::git@example.com:infra.git?ref=v1&depth=1", "git::ssh://git@example.com/infra.git?depth=1&ref=v1"],
  ["git::ssh://git@example.com/infra.git//role?ref=v1", "git::ssh://git@example.com/infra.git//role?ref=v1"],
  ["git::https://example.com/infra.git?ref=v1//x", "git::https://example.com/infra.git?ref=v1//x"],
  ["https://example.com/role.zip?archive=zip", "https://example.com/role.zip?archive=zip"],
  ["git://example.com/infra.git//a/b", "git://example.com/infra.git//a/b"],
  ["oci://example.com/octo-org/role", "oci://example.com/octo-org/role"],
  ["s3-eu-west-1.amazonaws.com/octo-modules/role.zip", "s3::https://s3-eu-west-1.amazonaws.com/octo-modules/role.zip"],
  ["octo-modules.s3-eu-west-1.amazonaws.com/role.zip", "s3::https://s3-eu-west-1.amazonaws.com/octo-modules/role.zip"],
  ["octo-modules.s3.eu-west-1.amazonaws.com/role.zip", "s3::https://s3.eu-west-1.amazonaws.com/octo-modules/role.zip"],
  ["www.googleapis.com/storage/v1/octo/role", "gcs::https://www.googleapis.com/storage/v1/octo/role"],
  ["/srv/modules//role", "file:///srv/modules//role"],
])("records %s as Terraform does", (source, recorded) => expect(recordedSources(source)).toEqual([recorded]));

it("records a module of the public registry with the host of Terraform's or OpenTofu's", () => {
  expect(recordedSources("octo-org/role/aws//modules/deep")).toEqual([
    "registry.terraform.io/octo-org/role/aws//modules/deep",
    "registry.opentofu.org/octo-org/role/aws//modules/deep",
  ]);
});

it.each([
  [".", "."],
  ["..", ".."],
  ["./a", "./a"],
  ["..\\a", "../a"],
  [".hidden/a", undefined],
  ["a/./b", undefined],
  ["/a", undefined],
  ["", undefined],
])("knows whether %s is in the package of its caller", (source, path) => expect(localPath(source)).toBe(path));
