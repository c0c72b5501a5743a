import type { Rule } from "../../rule";

export const KUBERNETES_RULES: readonly Rule[] = [];
