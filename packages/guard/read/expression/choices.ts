import { isList, isObject, isUnknown, type Value } from "./value";

/** A variable of a root module that has its default. */
export interface Default {
  /** Folder of the root module. */
  readonly root: string;
  readonly variable: string;
  readonly value: string | boolean;
}

/** Another value for it, which would decide something otherwise. */
export type Choice = Default;

/** What somebody who sets a variable could choose instead of what is read, by root module, as far as it has been evaluated. */
export class Choices {
  private readonly byRoot = new Map<string, Map<string, Choice>>();

  /** @param instead what would be chosen */
  add(choices: Iterable<Choice>, instead: Value): void {
    if (!matters(instead)) return;
    for (const choice of choices) {
      const ofRoot = this.byRoot.get(choice.root) ?? new Map<string, Choice>();
      this.byRoot.set(choice.root, ofRoot.set(`${choice.variable}=${choice.value}`, choice));
    }
  }

  of(root: string): readonly Choice[] {
    return [...(this.byRoot.get(root)?.values() ?? [])];
  }
}

/** Whether a value can let somebody in, grant something or be a secret: numbers and switches cannot. */
const matters = (value: Value): boolean =>
  typeof value === "string" ||
  isUnknown(value) ||
  (isList(value) && value.some(matters)) ||
  (isObject(value) && Object.values(value).some(matters));
