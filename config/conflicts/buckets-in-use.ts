import type { ConfigFile } from "../schema";

/** The buckets into which OpenHands, its workflows or Terraform write, and the key that names each. */
export function bucketsInUse({ runtime, terraform, deploy }: ConfigFile): Map<string, string> {
  const taken = new Map<string, string>();
  const take = (bucket: string | undefined, key: string) => {
    if (bucket !== undefined && !taken.has(bucket)) taken.set(bucket, key);
  };
  take(runtime.bucket, "runtime.bucket");
  take(terraform.state.bucket, "terraform.state.bucket");
  take(deploy?.build.chained.bucket, "deploy.build.chained.bucket");
  take(deploy?.sync.bucket, "deploy.sync.bucket");
  for (const [label, { grants }] of Object.entries(deploy?.roles ?? {}))
    for (const { bucket } of grants) take(bucket, `deploy.roles.${label}`);
  return taken;
}
