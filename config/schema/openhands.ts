import { z } from "zod";
import { OpenhandsVersion } from "../names";
import { FAMILIES } from "../releases";

export const Openhands = z
  .strictObject({
    family: z
      .enum(FAMILIES)
      .optional()
      .describe(
        "Which of OpenHands' programs: 0.x (up to 0.62), 1.x (up to 1.11) or canvas (Agent Canvas, since June 2026). They number their releases independently. Default: canvas; as designed, and for a version that begins with 0, 0.x; for any other version 1.x.",
      ),
    version: OpenhandsVersion.optional().describe(
      "The release, in quotes, as its image is tagged: 0.62, 1.11 or, with the family canvas, 1.20.0. Default: the newest that config/releases.ts describes; as designed 0.27. https://github.com/OpenHands/OpenHands/releases",
    ),
  })
  .describe("OpenHands itself. Which releases work with which models: docs/releases.md.");
