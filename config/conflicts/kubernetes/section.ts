import type { ConfigFile } from "../../schema";

export type Kubernetes = NonNullable<ConfigFile["kubernetes"]>;
