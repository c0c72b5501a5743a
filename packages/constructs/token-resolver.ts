import { DefaultTokenResolver, StringConcat, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";

/** Puts Terraform's references, `${var.x}`, in place of CDKTF's tokens in a value seen from `scope`. */
export function tokenResolver(scope: IConstruct): (value: unknown) => unknown {
  const options = { scope, preparing: false, resolver: new DefaultTokenResolver(new StringConcat()) };
  return (value) => Tokenization.resolve(value, options);
}
