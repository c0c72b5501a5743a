import { z } from "zod";
import { OpenhandsVersion } from "../names";

export const Openhands = z
  .strictObject({
    version: OpenhandsVersion.default("0.27").describe(
      "The release of OpenHands, in quotes, as its image is tagged: 0.27, 0.59, 1.11. It selects the settings, which differ widely between 0.x and 1.x. https://github.com/OpenHands/OpenHands/releases",
    ),
  })
  .describe("OpenHands itself.");
