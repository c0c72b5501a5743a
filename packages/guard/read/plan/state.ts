import type { UnreadFile } from "../source/unread-files";
import { planMember, planText } from "./plan-parts";

/** Whether it is a state: what `terraform show -json` prints without a plan, or the file that Terraform keeps. */
const isState = (value: unknown): boolean =>
  (planText(value, "format_version") !== "" &&
    planMember(value, "values") !== undefined &&
    planMember(value, "planned_values") === undefined) ||
  (planText(value, "lineage") !== "" && typeof planMember(value, "serial") === "number");

/** A state lists what exists, with every value resolved: from it, nothing can be said of what is declared. */
export const unreadState = (path: string, value: unknown): UnreadFile | undefined =>
  isState(value)
    ? {
        path,
        unread:
          "it is a state, which is not checked; give a plan: terraform plan -out tfplan && terraform show -json tfplan > plan.json",
      }
    : undefined;
