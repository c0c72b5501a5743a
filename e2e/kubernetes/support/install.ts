import { buildBinaries } from "./binaries";
import { missing } from "./requirements";

/** Jest's globalSetup: the long part happens before the first test's time starts. */
export default async function (): Promise<void> {
  if (!missing()) await buildBinaries();
}
