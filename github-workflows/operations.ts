import type { Subject } from "../config/schema/github";
export interface ScheduledRole {
  readonly name: string;
  readonly subjects: readonly Subject[];
}
export interface Rotation {
  readonly cron: string;
  readonly olderThanDays: number;
}
export interface Review {
  readonly cron: string;
  readonly maxKeyAgeDays: number;
}
