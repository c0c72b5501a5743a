import { MAX_ACTION_STEPS } from "../../bounds";
import { type Action, folderOf } from "../workflow";

/** The actions of the repository itself, which steps use by their folders. */
export class LocalActions {
  private readonly byFolder: ReadonlyMap<string, Action>;
  private count = 0;

  constructor(actions: readonly Action[]) {
    this.byFolder = new Map(actions.map((action) => [action.folder, action]));
  }

  /** @param uses `./.github/actions/login` */
  named(uses: string): Action | undefined {
    return this.byFolder.get(folderOf(uses));
  }

  /** Counts the steps. @returns why they are too many */
  take({ length }: NonNullable<Action["steps"]>): string | undefined {
    this.count += length;
    return this.count > MAX_ACTION_STEPS
      ? `only the first ${MAX_ACTION_STEPS} steps of actions are checked`
      : undefined;
  }
}
