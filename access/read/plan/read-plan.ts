import type { Contents } from "../build/model";
import type { Body } from "../source/module-source";
export const isPlan = (value: unknown): value is Body => false;
export function readPlan(file: string, plan: Body): Contents { throw new Error(file + plan); }
