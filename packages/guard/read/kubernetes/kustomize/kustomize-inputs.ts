import { MAX_KUSTOMIZED_VALUES } from "../../../bounds";
import type { UncheckedManifest } from "../../../model";
import { joinPath, parentFolder } from "../../source/path";
import type { UnreadFiles } from "../../source/unread-files";
import { documentsIn, type ReadDocument } from "../documents";
import type { Kustomization } from "./kustomization";
import { isRemote, shownAddress } from "./references";

/** The files that kustomizations are built from, what of them is not checked, and how much may still be built. */
export class KustomizeInputs {
  readonly unchecked: UncheckedManifest[] = [];
  /** Files whose content is in what was built. */
  readonly used = new Set<string>();
  private readonly documents = new Map<string, readonly ReadDocument[]>();
  private readonly reported = new Set<string>();
  private left = MAX_KUSTOMIZED_VALUES;

  /** @param texts of all files by their paths */
  constructor(
    readonly texts: ReadonlyMap<string, string>,
    private readonly unread: UnreadFiles,
  ) {}

  documentsOf(file: string): readonly ReadDocument[] {
    this.used.add(file);
    const known = this.documents.get(file);
    if (known) return known;
    const found = this.read(file, this.texts.get(file) ?? "", 1);
    this.documents.set(file, found);
    return found;
  }

  /** What is written in a kustomization itself. */
  inline(file: string, text: string, line: number): readonly ReadDocument[] {
    return this.read(file, text, line).map((document) => ({ ...document, line }));
  }

  private read(file: string, text: string, line: number): ReadDocument[] {
    return documentsIn(file, text, true).flatMap((document) => {
      if (!("why" in document)) return [document];
      const place = line === 1 ? document.line : line;
      this.report(file, place, `A document of ${file} is not checked: ${document.why}`, document.fix, document.later);
      return [];
    });
  }

  /** Reports that an entry of a list names what cannot be read. */
  missing({ file, folder, lineOf }: Kustomization, list: string, index: number, path: string, later = false): void {
    const remote = isRemote(path);
    const why = remote
      ? "it is on another machine, which is never asked"
      : (this.unread.why(joinPath(folder, path)) ?? "it is not among the files that were read");
    const fix = remote
      ? "Keep a copy beside the kustomization, or check what kubectl kustomize prints."
      : "Correct the path, or give a folder that holds it.";
    const what = `${list} of ${file} names ${shownAddress(path)}, which is not checked: ${why}`;
    this.report(file, lineOf(list, index), what, fix, later);
  }

  /** @returns whether there is anything left to spend */
  spend(cost: number, file: string): boolean {
    if (this.left > 0 && this.left <= cost) {
      const why = `kustomizations together copy or look at more than ${MAX_KUSTOMIZED_VALUES} values`;
      this.report(file, 1, `What kustomizations build is not checked completely: ${why}`, "Check them one by one.");
    }
    this.left -= cost;
    return this.left > 0;
  }

  report(file: string, line: number, what: string, fix = "Check what kubectl kustomize prints.", later = false): void {
    // The same base is built for each of its overlays.
    const key = `${file}\n${line}\n${what}`;
    if (this.reported.has(key)) return;
    this.reported.add(key);
    this.unchecked.push({ address: file, root: parentFolder(file), file, line, what: `${what}.`, fix, later });
  }
}
