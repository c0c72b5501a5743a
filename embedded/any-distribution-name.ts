import type { TerraformJson } from "../stacks/terraform-json";

interface Distributions {
  readonly resource?: { readonly aws_cloudfront_distribution?: Readonly<Record<string, { lifecycle?: object }>> };
}

/** The stack without the condition that a distribution has the name in the config: the embedded AWS gives it another one. */
export function anyDistributionName(json: TerraformJson): TerraformJson {
  const copy = structuredClone(json);
  const { resource } = copy as Distributions;
  for (const distribution of Object.values(resource?.aws_cloudfront_distribution ?? {}))
    distribution.lifecycle = { ...distribution.lifecycle, postcondition: undefined };
  return copy;
}
