import { byBytes } from "../expression/value";

/**
 * What Terraform and OpenTofu take a file for, by its name alone.
 * @see https://developer.hashicorp.com/terraform/language/files
 * @see https://opentofu.org/docs/language/files/
 */

const CONFIGURATION = /\.(?:tf|tofu)(?:\.json)?$/;
const SETTINGS = /\.tfvars(?:\.json)?$/;
/** Loaded before all others. */
const FIRST_SETTINGS = /^terraform\.tfvars(?:\.json)?$/;

/** The names of configuration, for messages. */
export const CONFIGURATION_NAMES = "*.tf, *.tf.json, *.tofu, *.tofu.json";

/** Configuration or settings. */
export const isTerraformFile = (path: string): boolean => isConfiguration(path) || isSettings(path);

/** Not a hidden file; the names of copies that editors make (`main.tf~`, `#main.tf#`) end otherwise anyway. */
export const isConfiguration = (path: string): boolean => CONFIGURATION.test(path) && !isHidden(path);

/** Whether it would be configuration if its name did not begin with a dot. */
export const isIgnoredConfiguration = (path: string): boolean => CONFIGURATION.test(path) && isHidden(path);

/**
 * Whether the blocks of a configuration are merged into those of others.
 * @see https://developer.hashicorp.com/terraform/language/files/override
 */
export function isOverride(path: string): boolean {
  const name = nameOf(path).replace(CONFIGURATION, "");
  return name === "override" || name.endsWith("_override");
}

export type Program = "OpenTofu" | "Terraform";

/**
 * Whether a program reads a configuration: only OpenTofu reads `*.tofu`, in the place of `*.tf` of the same name.
 * @param folder paths of all configurations in its folder
 */
export function isReadBy(program: Program, path: string, folder: ReadonlySet<string>): boolean {
  if (isTofu(path)) return program === "OpenTofu";
  return program === "Terraform" || !folder.has(path.replace(/\.tf(\.json)?$/, ".tofu$1"));
}

/** Whether only OpenTofu reads it. */
export const isTofu = (path: string): boolean => /\.tofu(?:\.json)?$/.test(path);

/** Values of variables. */
export const isSettings = (path: string): boolean => SETTINGS.test(path);

/**
 * Whether settings are loaded without being asked for: also hidden ones.
 * @see https://developer.hashicorp.com/terraform/language/values/variables#assign-values-to-variables
 */
export const isLoadedSettings = (path: string): boolean =>
  FIRST_SETTINGS.test(nameOf(path)) || /\.auto\.tfvars(?:\.json)?$/.test(path);

/** The order in which the settings of a folder are loaded; later ones win. */
export function bySettingsOrder(a: string, b: string): number {
  const isLater = (path: string) => Number(!FIRST_SETTINGS.test(nameOf(path)));
  return isLater(a) - isLater(b) || byBytes(a, b);
}

/** Whether a configuration or settings are JSON, not HCL. */
export const isJson = (path: string): boolean => path.endsWith(".json");

const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

const isHidden = (path: string): boolean => nameOf(path).startsWith(".");
