import { UNKNOWN } from "../../text";
import { isList, isObject, type Value } from "./value";

/** Why the name of the workspace is not known. */
export const WORKSPACE_UNKNOWN = "terraform.workspace is set when Terraform runs";

/** Which names of the workspace each root module tells apart, as far as it has been evaluated. */
export class WorkspaceNames {
  private readonly byRoot = new Map<string, Set<string>>();

  /** @param roots folders of root modules */
  in(roots: readonly string[]): ReadonlySet<string> {
    return new Set(roots.flatMap((root) => [...(this.byRoot.get(root) ?? [])]));
  }

  /**
   * @param partial a text with the name of the workspace in it
   * @param other what it is compared with, or looked up in
   */
  compared(root: string, partial: string, other: Value): void {
    const [start = "", end, ...more] = partial.split(UNKNOWN);
    if (end === undefined || more.length > 0) return;
    for (const text of textsIn(other)) {
      const isLonger = typeof text === "string" && text.length > start.length + end.length;
      if (!isLonger || !text.startsWith(start) || !text.endsWith(end)) continue;
      const name = text.slice(start.length, text.length - end.length);
      if (NAME.test(name)) this.byRoot.set(root, (this.byRoot.get(root) ?? new Set()).add(name));
    }
  }
}

/** Others must not be in a path. @see https://developer.hashicorp.com/terraform/cli/commands/workspace/new */
const NAME = /^[\w.~$&+:=@-]{1,90}$/;

const textsIn = (value: Value): readonly Value[] =>
  isList(value) ? value : isObject(value) ? Object.keys(value) : [value];
