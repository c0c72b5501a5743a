import type { CatalogueRule } from "../../rule";

export const PERMISSION_RULES: readonly CatalogueRule[] = [];
