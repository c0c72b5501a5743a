import { partitionOf } from "@openhands-aws/facts/partitions";
import type { Problem } from "../problem";
import type { ConfigFile } from "../schema";

/** One set of credentials serves one partition. */
export function* regionConflicts({ aws, bedrock, terraform }: ConfigFile): Iterable<Problem> {
  const partition = partitionOf(aws.region);
  const regions: [Problem["path"], string | undefined][] = [
    [["bedrock", "region"], bedrock.region],
    [["terraform", "state", "region"], terraform.state.region],
    ...bedrock.models.flatMap(({ regions = [] }, model) =>
      regions.map((region, at): [Problem["path"], string] => [["bedrock", "models", model, "regions", at], region]),
    ),
  ];
  for (const [path, region] of regions)
    if (region && partitionOf(region) !== partition)
      yield { path, message: `must be in the partition ${partition}, where aws.region is` };
}
