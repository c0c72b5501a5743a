import type { Rule } from "../../rule";

export const REGISTRY_RULES: readonly Rule[] = [];
