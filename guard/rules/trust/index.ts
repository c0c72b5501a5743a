import type { Rule } from "../../rule";

export const TRUST_RULES: readonly Rule[] = [];
