import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DEPARTURES } from "../stacks/departures";
import { renderDepartures } from "./departures";

it("is what docs/departures.md says", () => {
  expect(readFileSync(join(__dirname, "../docs/departures.md"), "utf8")).toBe(renderDepartures(DEPARTURES));
});
