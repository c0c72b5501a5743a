import { type Action, folderOf } from "../workflow";

/** Steps of actions in all jobs together; far above any repository's. Actions that use each other can multiply them. */
const MAX_STEPS = 100_000;

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

  /** Takes the steps from those that may still be count. @returns why they may not */
  take({ length }: NonNullable<Action["steps"]>): string | undefined {
    this.count += length;
    return this.count > MAX_STEPS ? `only the first ${MAX_STEPS} steps of actions are looked at` : undefined;
  }
}
