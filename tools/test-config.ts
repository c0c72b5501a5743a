import type { Config } from "../config/config";
import { parseConfig } from "../config/load";
import { withBucket } from "./with-bucket";

/** For tests of something else than the bucket, which a hardened config must name. @throws as parseConfig does */
export const testConfig = (yaml: string, file: string): Config => parseConfig(withBucket(yaml), file);
