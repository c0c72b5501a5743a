import type { Rule } from "../../rule";

export const PERMISSION_RULES: readonly Rule[] = [];
