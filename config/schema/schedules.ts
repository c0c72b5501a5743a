import { z } from "zod";

/** The files of the scheduled workflows, which roles may name. */
export const SCHEDULED_WORKFLOWS = { rotation: "openhands-rotation.yml", review: "openhands-review.yml" } as const;

const cron = (byDefault: string) =>
  z
    .string({ error: "must be a schedule with five fields" })
    .regex(/^[\d*,/-]+ [\d*,/-]+ [\d*,/-]+ [\dA-Z*,/-]+ [\dA-Z*,/-]+$/, {
      error:
        "must be a schedule with five fields: minute, hour, day of the month, month, day of the week, such as 23 4 * * 1",
    })
    .default(byDefault)
    .describe(
      "When it runs, in UTC. https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#schedule",
    );

const days = (what: string) =>
  z
    .int({ error: "must be a whole number of days, 1 to 3650" })
    .min(1, { error: "must be 1 to 3650 days" })
    .max(3650, { error: "must be 1 to 3650 days" })
    .default(90)
    .describe(what);

export const Rotation = z
  .strictObject({
    cron: cron("23 4 * * 1"),
    olderThanDays: days("A rotation begins when the access key is older than this."),
  })
  .optional()
  .describe(
    `The workflow ${SCHEDULED_WORKFLOWS.rotation}, which opens a pull request for each phase of a rotation. Needs roles.rotate. Default: none.`,
  );
export type Rotation = NonNullable<z.infer<typeof Rotation>>;

export const Review = z
  .strictObject({
    cron: cron("23 5 * * *"),
    maxKeyAgeDays: days("The age above which an access key is reported."),
  })
  .optional()
  .describe(
    `The workflow ${SCHEDULED_WORKFLOWS.review}, which keeps an issue open while anything differs from what is exported. Needs roles.verify. Default: none.`,
  );
export type Review = NonNullable<z.infer<typeof Review>>;
