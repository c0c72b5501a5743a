import type { Evaluation } from "./expression/evaluation";
import { joinPath } from "./source/path";
import type { NotRead, SourceTree } from "./source/source-tree";

/** The files that functions name; each is read once. */
export class NamedFiles {
  private readonly contents = new Map<string, ReturnType<SourceTree["read"]>>();
  private readonly lists = new Map<string, ReturnType<SourceTree["below"]>>();

  /** @param evaluation may take longer for each of them */
  constructor(
    private readonly tree: SourceTree,
    private readonly evaluation: Evaluation,
  ) {}

  /** @param root folder of the root module, from which Terraform sees the path */
  read(root: string, path: string): { readonly text: string } | NotRead | undefined {
    const key = joinPath(root, path);
    if (this.contents.has(key)) return this.contents.get(key);
    const content = this.tree.read(root, path);
    if (content && "text" in content) this.evaluation.allow(content.text.length);
    this.contents.set(key, content);
    return content;
  }

  below(root: string, path: string, levels: number): readonly string[] | NotRead | undefined {
    const key = `${levels} ${joinPath(root, path)}`;
    if (!this.lists.has(key)) this.lists.set(key, this.tree.below(root, path, levels));
    return this.lists.get(key);
  }
}
