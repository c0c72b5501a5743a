/** Syntax tree of a Terraform expression. @see https://developer.hashicorp.com/terraform/language/expressions */
export type Node =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "number"; readonly text: string }
  /** Its texts joined; a single interpolation and nothing else keeps the type of its value. */
  | { readonly kind: "template"; readonly parts: readonly Node[] }
  | { readonly kind: "list"; readonly items: readonly Node[] }
  | { readonly kind: "object"; readonly members: readonly (readonly [key: Node, value: Node])[] }
  | ForNode
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "attribute"; readonly of: Node; readonly name: string }
  | { readonly kind: "index"; readonly of: Node; readonly key: Node }
  /** `each` is evaluated for every element, which it finds under {@link SPLAT_ELEMENT}. */
  | { readonly kind: "splat"; readonly of: Node; readonly each: Node }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Node[]; readonly spread: boolean }
  | { readonly kind: "unary"; readonly operator: "!" | "-"; readonly operand: Node }
  | { readonly kind: "binary"; readonly operator: BinaryOperator; readonly left: Node; readonly right: Node }
  | { readonly kind: "conditional"; readonly condition: Node; readonly whenTrue: Node; readonly whenFalse: Node };

/** `[for k, v in of : value if condition]`, with `key` `{for ... : key => value}`, with `joined` `%{ for }`. */
export interface ForNode {
  readonly kind: "for";
  readonly keyName?: string;
  readonly valueName: string;
  readonly of: Node;
  readonly key?: Node;
  readonly value: Node;
  readonly condition?: Node;
  /** `...` after the value: one list a key. */
  readonly grouped: boolean;
  readonly joined: boolean;
}

export type BinaryOperator = "||" | "&&" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "/" | "%";

/** Not a valid name in Terraform, so it cannot collide with one. */
export const SPLAT_ELEMENT = "*";
