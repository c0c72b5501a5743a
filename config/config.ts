import { type Partition, partitionOf } from "@openhands-aws/facts/partitions";
import { type Audit, completeAudit } from "./audit";
import { conflictsOf } from "./conflicts";
import { completeImage, type Image } from "./image";
import { completeIssuer, type IssuerDocuments } from "./issuer";
import { completeKubernetes, type Kubernetes } from "./kubernetes";
import { destinationsFrom, geographyOf, KNOWN_MODELS, type ModelDates, type Profile } from "./models";
import { completeOperations, type Operations } from "./operations";
import type { Problem } from "./problem";
import { type Family, openhandsOf } from "./releases";
import type { ConfigFile } from "./schema";
import { Refresher } from "./schema/refresher";

export interface Model {
  /** Foundation-model id without profile prefix. */
  readonly id: string;
  /** Its system-defined profile, or the one from which its application profile is copied. */
  readonly profile: Profile;
  /** Regions that a request may be served in; empty for `global` and `none`. */
  readonly regions: readonly string[];
  /** Empty where nothing is known. */
  readonly dates: ModelDates;
  /** The application profile through which it is invoked. */
  readonly profileArn?: string;
  /** The application profile that the stack creates for it. */
  readonly createdProfile?: { readonly name: string; readonly tags: Readonly<Record<string, string>> };
}

/** The whole installation: {@link ConfigFile} with every default that depends on another value filled in. */
export type Config = Omit<
  ConfigFile,
  "audit" | "bedrock" | "image" | "kubernetes" | "openhands" | "operations" | "runtime" | "terraform"
> & {
  readonly partition: Partition;
  readonly image: Image;
  readonly openhands: { readonly family: Family; readonly version: string };
  readonly bedrock: Omit<ConfigFile["bedrock"], "models"> & { readonly models: readonly [Model, ...Model[]] };
  readonly kubernetes?: Kubernetes;
  readonly issuer?: IssuerDocuments;
  readonly audit?: Audit;
  readonly operations?: Operations;
  readonly runtime: Omit<ConfigFile["runtime"], "bucket" | "refresher"> & {
    readonly bucket: string;
    readonly refresher?: Refresher;
  };
  readonly terraform: Omit<ConfigFile["terraform"], "state"> & {
    readonly state: Required<ConfigFile["terraform"]["state"]>;
  };
};

/** With Agent Canvas, whose agent reads what its container has, the long-lived key is in another container by default. */
function refresherOf({ runtime, kubernetes, ...chosen }: ConfigFile): Refresher | undefined {
  const canvas = openhandsOf(chosen).family === "canvas";
  const { access, accessKey } = chosen.bedrock;
  // Its pod has a role of its own; the sessions' role stays as long as there is a way back.
  const replaced = access === "workload-identity" && !accessKey.keep;
  const { refresher = kubernetes && canvas && !replaced && Refresher.parse({}) } = runtime;
  return refresher || undefined;
}

/** Without a principal of its own, the refresher uses the Bedrock user's access key. */
const needsRolledBackUser = ({ bedrock, runtime }: ConfigFile): boolean =>
  bedrock.rollback && (runtime.refresher || undefined)?.principal === undefined;

/** As designed only: hardened, the config names it. */
const DESIGNED_BUCKET = "openhands-data";

type ModelEntry = ConfigFile["bedrock"]["models"][number];

/**
 * Fills in the dependent defaults, or says which values do not fit together.
 * @param imageContext what the runtime image is built from, see {@link Image.context}
 */
export function complete(raw: ConfigFile, imageContext: string): { config: Config } | { problems: Problem[] } {
  const runtime = { ...raw.runtime, refresher: refresherOf(raw) };
  const file = { ...raw, runtime };
  const problems = [...conflictsOf(file)];
  if (problems.length > 0) return { problems };

  const hardened = file.posture === "hardened";
  const designed: ModelEntry = { id: file.bedrock.designedModel, profile: "none" };
  const entries = hardened ? file.bedrock.models : [designed];
  const { bucket, key, region = file.aws.region, lock = hardened ? "native" : "none" } = file.terraform.state;
  return {
    config: {
      ...file,
      partition: partitionOf(file.aws.region),
      image: completeImage(file, imageContext),
      openhands: openhandsOf(file),
      bedrock: {
        ...file.bedrock,
        models: entries.map((entry) => completeModel(entry, file)) as [Model, ...Model[]],
        apiKey: hardened && !file.bedrock.rollback ? file.bedrock.apiKey : undefined,
        sourceAddresses: hardened ? file.bedrock.sourceAddresses : [],
      },
      runtime: {
        ...file.runtime,
        bucket: file.runtime.bucket ?? DESIGNED_BUCKET,
        refresher: needsRolledBackUser(file) ? undefined : file.runtime.refresher,
      },
      kubernetes: file.kubernetes && completeKubernetes(file, file.kubernetes),
      issuer: completeIssuer(file),
      audit: hardened && file.audit ? completeAudit(file, file.audit) : undefined,
      operations: hardened && file.operations ? completeOperations(file.operations, refresherOf(raw)) : undefined,
      terraform: { ...file.terraform, state: { bucket, key, region, lock } },
    },
  };
}

function completeModel(entry: ModelEntry, { bedrock }: ConfigFile): Model {
  const { id, regions, endOfLife, profileName, profileArn, tags = {} } = entry;
  const profile = geographyOf(entry);
  const destinations = regions ?? destinationsFrom(id, profile, bedrock.region);
  return {
    id,
    profile,
    regions: profile === "global" || profile === "none" ? [] : [...new Set(destinations)].sort(),
    dates: { ...KNOWN_MODELS.get(id)?.dates, ...(endOfLife && { endOfLife }) },
    ...(profileArn && { profileArn }),
    ...(profileName && { createdProfile: { name: profileName, tags } }),
  };
}
