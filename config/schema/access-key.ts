import { z } from "zod";

/** The phases of a rotation, in their order. Each is exported and applied before the next. */
export const ROTATION = ["published", "disabled", "deleted", "moved"] as const;
export type Rotation = (typeof ROTATION)[number];

const STATUS = z.enum(["Active", "Inactive"]);

export const AccessKey = z
  .strictObject({
    status: STATUS.default("Active").describe(
      "Inactive: AWS refuses the key. The command revoke writes it here, so that no apply activates the key again.",
    ),
    rotation: z
      .enum(ROTATION)
      .optional()
      .describe(
        "How far a rotation is; the command rotate writes it. published: there is a second key, and both parameters hold it. disabled: the first key is inactive. deleted: the first key is gone. moved: the second key is at the first one's Terraform address. Default: no rotation.",
      ),
    keep: z
      .boolean({ error: "must be true or false" })
      .default(false)
      .describe(
        "With bedrock.access: workload-identity, true: the user, its key and both parameters stay, so that there is a way back. Set status: Inactive once verify passes, and leave both out at the end.",
      ),
    nextStatus: STATUS.default("Active").describe("During a rotation, the status of the second key. Default: Active."),
  })
  .prefault({})
  .describe("The Bedrock user's access key, as the commands rotate and revoke leave it.");
