import { type Action, folderOf } from "../workflow";

/** Steps of actions in all jobs together; far above any repository's. Actions that use each other can multiply them. */
const MOST = 100_000;

/** The actions of the repository itself, which steps use by their folders. */
export class LocalActions {
  private readonly byFolder: ReadonlyMap<string, Action>;
  private followed = 0;

  constructor(actions: readonly Action[]) {
    this.byFolder = new Map(actions.map((action) => [action.folder, action]));
  }

  /** @param uses `./.github/actions/login` */
  named(uses: string): Action | undefined {
    return this.byFolder.get(folderOf(uses));
  }

  /** Takes the steps from those that may still be followed. @returns why they may not */
  take({ length }: NonNullable<Action["steps"]>): string | undefined {
    this.followed += length;
    return this.followed > MOST ? `only the first ${MOST} steps of actions are looked at` : undefined;
  }
}
