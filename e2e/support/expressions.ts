import * as fc from "fast-check";

/** Expressions of one kind each, mostly valid, over what {@link LOCALS} declares. */
export const LOCALS = `locals {
  list = ["b", "a", "b"]
  map  = { x = 1, y = { z = [1, 2] } }
  text = "arn:aws:iam::123456789012:role/ci"
  rows = [{ name = "n1", tags = ["t1"] }, { name = "n2", tags = [] }]
  set  = toset(["y", "x"])
  typed = tomap({ k = "v", w = "1" })
}
`;

const one = fc.constantFrom;

const quoted = (text: string): string => JSON.stringify(text).replace(/[$%]\{/g, (opened) => opened[0] + opened);

const TEXTS = one(
  ...[
    "",
    "a",
    "b",
    "ab",
    "x-y_z",
    "a,b,,c",
    " a b ",
    "1",
    "1.50",
    "true",
    "é",
    "e\u0301",
    "ß",
    "\n",
    "a\r\nb",
    "*",
    "$1x",
  ],
  ...[
    "repo:octo-org/app:*",
    "10.1.2.0/24",
    "2012-10-17",
    "yes",
    "a: yes",
    "- 1\n- x\n",
    '{"a":[1,null]}',
    "YS9i",
    "%s",
  ],
);
const NUMBERS = one("0", "1", "2", "3", "-1", "10", "0.1", "0.2", "1.5", "2.25", "1e3", "1e21", "255", "1000000");
const PATTERNS = one(
  ...["a", "b", ":", "/a/", "/[a-c]/", "/\\s/", "/(a)(b)?/", "/x*/", "/\\W/", "/^a|b$/", "/./", "/[^a]+/"],
);
const FORMATS = one("%s", "%v", "%d", "%q", "%05d", "%-4s|", "%%%s", "%t", "%x", "a%sb", "%[1]s%[1]s", "%#v");

type Kinds = Readonly<Record<"text" | "number" | "bool" | "list" | "map" | "any", fc.Arbitrary<string>>>;

/** A call with arguments of the given kinds. */
const call = (name: string, ...args: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...args).map((values) => `${name}(${values.join(", ")})`);

const infix = (operators: readonly string[], left: fc.Arbitrary<string>, right = left): fc.Arbitrary<string> =>
  fc.tuple(left, one(...operators), right).map(([a, operator, b]) => `(${a} ${operator} ${b})`);

const literals: Kinds = {
  text: fc.oneof(TEXTS.map(quoted), one("local.text", "local.rows[0].name", "local.typed.k", "local.list[1]")),
  number: fc.oneof(NUMBERS, one("local.map.x", "local.map.y.z[1]")),
  bool: one("true", "false"),
  list: one(
    "local.list",
    "local.set",
    "local.rows",
    "local.rows[*].name",
    "local.map.y.z",
    "[]",
    '["a", 1]',
    "[1, true]",
    "[null]",
  ),
  map: one("local.map", "local.typed", "local.rows[0]", "{}", '{ a = "x", b = 1 }', "{ a = null }"),
  any: one("null", '"a"', "1", "true", '["a"]', "{ a = 1 }", "local.map"),
};

/** Kinds whose operands are of the kinds below. */
function deeper(below: Kinds): Kinds {
  const { text, number, bool, list, map } = below;
  const any = fc.oneof(text, number, bool, list, map, below.any);
  const loose = (usual: fc.Arbitrary<string>) =>
    fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: any });
  const conditional = (of: fc.Arbitrary<string>) =>
    fc.tuple(loose(bool), of, loose(of)).map(([condition, a, b]) => `(${condition} ? ${a} : ${b})`);
  const attempted = (of: fc.Arbitrary<string>) => fc.tuple(any, of).map(([first, other]) => `try(${first}, ${other})`);
  const calls = (names: readonly string[], ...args: readonly fc.Arbitrary<string>[]) =>
    fc.oneof(...names.map((name) => call(name, ...args)));
  return {
    text: fc.oneof(
      literals.text,
      ...[conditional(text), attempted(text), template(any, list, bool)],
      calls(
        ["lower", "upper", "title", "trimspace", "chomp", "strrev", "urlencode", "base64encode", "base64decode"],
        loose(text),
      ),
      calls(["md5", "sha1", "sha256", "base64sha256", "basename", "dirname"], text),
      calls(["trimprefix", "trimsuffix", "trim"], text, text),
      ...[call("tostring", any), call("jsonencode", any), call("yamlencode", any)],
      call("replace", loose(text), fc.oneof(PATTERNS.map(quoted), text), text),
      ...[call("join", text, loose(list)), call("substr", text, number, number), call("indent", number, text)],
      ...[call("format", FORMATS.map(quoted), any), call("format", one('"%s-%s"', '"%v/%d"'), any, number)],
      call("cidrsubnet", one('"10.0.0.0/16"', '"10.1.2.3/20"', '"fd00::/48"'), number, number),
      call("cidrhost", one('"10.0.0.0/16"', '"fd00::/48"'), number),
      ...[call("coalesce", any, text), call("element", list, number), call("one", list)],
    ),
    number: fc.oneof(
      literals.number,
      ...[conditional(number), attempted(number), infix(["+", "-", "*", "/", "%"], loose(number))],
      ...[call("length", any), call("tonumber", any), call("sum", list), call("index", list, any)],
      calls(["abs", "ceil", "floor", "signum"], loose(number)),
      calls(["max", "min"], number, loose(number)),
      call("parseint", text, one("10", "16", "2")),
      number.map((operand) => `-${operand}`),
    ),
    bool: fc.oneof(
      literals.bool,
      ...[conditional(bool), infix(["&&", "||"], loose(bool)), infix(["<", "<=", ">", ">="], loose(number))],
      ...[infix(["==", "!="], any), infix(["==", "!="], text), infix(["==", "!="], list), infix(["==", "!="], map)],
      ...[
        loose(bool).map((operand) => `!${operand}`),
        call("can", any),
        call("tobool", any),
        call("contains", list, any),
      ],
      calls(["startswith", "endswith", "strcontains"], text, text),
      calls(["alltrue", "anytrue"], list),
    ),
    list: fc.oneof(
      literals.list,
      ...[conditional(list), attempted(list), loops(list, map, text, bool, any)],
      fc.array(any, { maxLength: 3 }).map((items) => `[${items.join(", ")}]`),
      fc.array(text, { maxLength: 3 }).map((items) => `[${items.join(", ")}]`),
      fc.tuple(loose(list), one("[*]", "[*].name", ".*.name", "[*].tags[0]")).map(([of, splat]) => `(${of})${splat}`),
      calls(["tolist", "toset", "distinct", "flatten", "compact", "reverse", "sort"], loose(list)),
      calls(["concat", "setunion", "setintersection", "setsubtract", "setproduct", "coalescelist"], list, loose(list)),
      ...[calls(["keys", "values"], loose(map)), call("split", text, text), call("csvdecode", text)],
      ...[call("chunklist", list, number), call("slice", list, number, number), call("range", number)],
      ...[call("formatlist", FORMATS.map(quoted), list), call("matchkeys", list, list, list)],
      call(
        "regexall",
        one("a", "(a)(b)?", "[a-z]+", "\\\\s", "x*").map((pattern) => `"${pattern}"`),
        text,
      ),
      call("cidrsubnets", one('"10.0.0.0/16"', '"fd00::/48"'), number, number),
    ),
    map: fc.oneof(
      literals.map,
      ...[conditional(map), attempted(map), groups(list, text, any)],
      fc.tuple(any, any).map(([a, b]) => `{ a = ${a}, "b-c" = ${b} }`),
      fc.tuple(text, any).map(([key, value]) => `{ (${key}) = ${value} }`),
      ...[
        call("tomap", loose(map)),
        call("merge", map, loose(map)),
        call("transpose", map),
        call("zipmap", list, list),
      ],
    ),
    any: fc.oneof(
      literals.any,
      ...[call("jsondecode", text), call("yamldecode", text), call("jsondecode", call("jsonencode", any))],
      ...[call("yamldecode", call("yamlencode", any)), call("lookup", map, text, any), call("coalesce", any, any)],
      fc.tuple(map, one("x", "a", "k", "name")).map(([of, name]) => `${of}.${name}`),
      fc.tuple(fc.oneof(list, map), fc.oneof(number, text)).map(([of, key]) => `${of}[${key}]`),
      call("regex", one('"(a)(b)?"', '"[a-z]+"', '"(?P<n>.)"'), text),
    ),
  };
}

const template = (any: fc.Arbitrary<string>, list: fc.Arbitrary<string>, bool: fc.Arbitrary<string>) =>
  fc.oneof(
    fc
      .tuple(any, one("", "~"), one("x", " y ", "$ "))
      .map(([value, trim, text]) => `" ${text}\${${trim}${value}${trim}} z"`),
    fc.tuple(bool, any).map(([condition, value]) => `"%{ if ${condition} ~} a %{ else }\${${value}}%{~ endif } "`),
    fc.tuple(list).map(([of]) => `"%{ for k, v in ${of} }\${k}=\${v};%{ endfor }"`),
    fc
      .tuple(any, list)
      .map(([value, of]) => `<<-E\n    a \${${value}}\n      %{ for v in ${of} ~}\n    \${v}\n    %{ endfor ~}\n  E\n`),
  );

const loops = (
  ...[list, map, text, bool, any]: readonly [
    fc.Arbitrary<string>,
    fc.Arbitrary<string>,
    fc.Arbitrary<string>,
    fc.Arbitrary<string>,
    fc.Arbitrary<string>,
  ]
) =>
  fc.oneof(
    fc.tuple(fc.oneof(list, map), any).map(([of, value]) => `[for k, v in ${of} : [k, v, ${value}]]`),
    fc.tuple(list, bool).map(([of, condition]) => `[for v in ${of} : v if ${condition}]`),
    fc.tuple(list, text).map(([of, other]) => `[for v in ${of} : "\${v}-\${${other}}" if v != ${other}]`),
  );

const groups = (list: fc.Arbitrary<string>, text: fc.Arbitrary<string>, any: fc.Arbitrary<string>) =>
  fc.oneof(
    fc.tuple(list, any).map(([of, value]) => `{ for v in ${of} : v => ${value} }`),
    fc.tuple(list, text).map(([of, key]) => `{ for k, v in ${of} : "\${v}\${${key}}" => k... }`),
  );

const all = ({ text, number, bool, list, map, any }: Kinds): fc.Arbitrary<string> =>
  fc.oneof(text, number, bool, list, map, any);

const nested = deeper(literals);

/** Two or three levels deep. */
export const expressions: fc.Arbitrary<string> = fc.oneof(all(nested), all(deeper(nested)));
