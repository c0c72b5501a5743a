import type { Resource } from "../model";
import type { Surroundings } from "./configuration/provider";

/** A resource while the model is built from it. */
export interface ReadResource extends Resource {
  readonly surroundings: Surroundings;
}
