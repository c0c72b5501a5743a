import type { Primitive, Type } from "../type";

const NAMES: Readonly<Record<Primitive, string>> = {
  bool: "alltrue anytrue can contains endswith fileexists startswith strcontains tobool",
  number: "abs ceil floor index length log max min parseint pow signum sum timecmp tonumber",
  string: `abspath base64decode base64encode base64gzip base64sha256 base64sha512 basename bcrypt chomp cidrhost
    cidrnetmask cidrsubnet dirname file filebase64 filemd5 filesha1 filesha256 filesha512 format formatdate indent join
    jsonencode lower md5 pathexpand replace sha1 sha256 sha512 strrev substr templatefile textdecodebase64
    textencodebase64 timeadd timestamp title tostring trim trimprefix trimspace trimsuffix upper urlencode uuid uuidv5
    yamlencode`,
};

const TYPES: ReadonlyMap<string, Primitive> = new Map(
  (["bool", "number", "string"] as const).flatMap((type) =>
    NAMES[type].split(/\s+/).map((name): [string, Primitive] => [name, type]),
  ),
);

/** The type that every result of a function has; `"any"` if that depends on its arguments. */
export const resultType = (name: string): Type => TYPES.get(name.replace(/^core::/, "")) ?? "any";
