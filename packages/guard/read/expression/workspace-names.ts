import { UNKNOWN } from "../../text";
import { isList, isObject, type Value } from "./value";

/** Why the name of the workspace is not known. */
export const WORKSPACE_UNKNOWN = "terraform.workspace is set when Terraform runs";

/** Which names of the workspace an input tells apart, as far as it has been evaluated. */
export class WorkspaceNames {
  readonly names = new Set<string>();

  /**
   * @param partial a text with the name of the workspace in it
   * @param other what it is compared with, or looked up in
   */
  compared(partial: string, other: Value): void {
    const [start = "", end, ...more] = partial.split(UNKNOWN);
    if (end === undefined || more.length > 0) return;
    for (const text of textsIn(other)) {
      const isLonger = typeof text === "string" && text.length > start.length + end.length;
      if (!isLonger || !text.startsWith(start) || !text.endsWith(end)) continue;
      const name = text.slice(start.length, text.length - end.length);
      if (NAME.test(name)) this.names.add(name);
    }
  }
}

/** Others must not be in a path. @see https://developer.hashicorp.com/terraform/cli/commands/workspace/new */
const NAME = /^[\w.~$&+:=@-]{1,90}$/;

const textsIn = (value: Value): readonly Value[] =>
  isList(value) ? value : isObject(value) ? Object.keys(value) : [value];
