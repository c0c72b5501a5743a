/** A path to the folder of a module, with slashes; `undefined` if the source is not in the caller's own package. */
export const localPath = (source: string): string | undefined =>
  /^\.\.?(?:[/\\]|$)/.test(source) ? source.replaceAll("\\", "/") : undefined;

/** The registries of Terraform and of OpenTofu, where a source names none. */
const REGISTRIES = ["registry.terraform.io", "registry.opentofu.org"];

/**
 * How `terraform init` or `tofu init` records a source in modules.json: one of these.
 * @see https://github.com/hashicorp/terraform/blob/main/internal/getmodules/moduleaddrs/source_parsing.go
 */
export function recordedSources(source: string): readonly string[] {
  const local = localPath(source);
  if (local !== undefined) {
    const clean = cleaned(local) || ".";
    return [clean.startsWith("../") ? clean : `./${clean}`];
  }
  const [address, folder] = split(source);
  const registry = REGISTRY.exec(address);
  if (registry && !/^(?:github\.com|bitbucket\.org)$/i.test(registry[1] ?? "")) {
    const [, host, name] = registry;
    const hosts = host === undefined ? REGISTRIES : [host.toLowerCase()];
    return hosts.map((one) => `${one}/${name}${folder && `//${folder}`}`);
  }
  const [full, within] = split(spelledOut(address));
  const path = cleaned([within, folder].filter((part) => part !== "").join("/"));
  const [base = "", query] = cut(full, "?");
  return [`${base}${path && `//${path}`}${query === undefined ? "" : `?${query}`}`];
}

/** Host, and namespace/name/system. @see https://developer.hashicorp.com/terraform/registry/modules/use */
const REGISTRY =
  /^(?:([\w-]+(?:\.[\w-]+)+(?::\d+)?)\/)?([0-9A-Za-z](?:[\w-]{0,62}[0-9A-Za-z])?\/[0-9A-Za-z](?:[\w-]{0,62}[0-9A-Za-z])?\/[0-9a-z]{1,64})$/;

/** The address of a package, with its query, and the folder in it. */
function split(source: string): [address: string, folder: string] {
  const [base = "", query] = cut(source, "?");
  const scheme = base.indexOf("://");
  const at = base.indexOf("//", scheme < 0 ? 0 : scheme + 3);
  if (at < 0) return [source, ""];
  return [base.slice(0, at) + (query === undefined ? "" : `?${query}`), cleaned(base.slice(at + 2))];
}

/** The address with its kind and its scheme, for the short forms that Terraform knows. */
function spelledOut(address: string): string {
  const [, kind, place = ""] = /^(?:([A-Za-z0-9]+)::)?(.*)$/s.exec(address) ?? [];
  if (/^[A-Za-z][A-Za-z0-9+.-]*:(?!\d)/.test(place) && !SSH.test(place)) return address;
  const [base = "", query] = cut(place, "?");
  const asked = query === undefined ? "" : `?${query}`;
  const parts = base.split("/");
  const found =
    parts[0] === "github.com"
      ? `git::https://${withGit(parts.slice(0, 3).join("/"))}${parts.length > 3 ? `//${parts.slice(3).join("/")}` : ""}${asked}`
      : parts[0] === "bitbucket.org"
        ? `git::https://${withGit(base)}${asked}`
        : (ssh(place) ?? bucket(base, asked) ?? `file:///${place.replace(/^\//, "")}`);
  return kind === undefined ? found : `${kind}::${found.replace(/^[a-z0-9]+::/, "")}`;
}

const withGit = (path: string): string => (path.endsWith(".git") ? path : `${path}.git`);

const SSH = /^git@([^:/]+):\/?([^?]+)(?:\?(.*))?$/s;

function ssh(place: string): string | undefined {
  const [, host, path, query] = SSH.exec(place) ?? [];
  if (host === undefined) return undefined;
  const asked = new URLSearchParams(query);
  asked.sort();
  return `git::ssh://git@${host}/${path}${query === undefined ? "" : `?${asked}`}`;
}

/** An object in S3 or in Google's storage. */
function bucket(base: string, asked: string): string | undefined {
  const [host = "", ...path] = base.split("/");
  if (host.endsWith("googleapis.com")) return `gcs::https://www.googleapis.com/${path.join("/")}${asked}`;
  if (!host.endsWith(".amazonaws.com")) return undefined;
  const names = host.split(".");
  if (names.length === 3) return `s3::https://${base}${asked}`;
  const [name, region] = names.length === 4 ? [names[0], names[1]] : [names[0], `s3.${names[2]}`];
  return `s3::https://${region}.amazonaws.com/${[name, ...path].join("/")}${asked}`;
}

/** Without `.`, and without `..` as far as they can be resolved. */
function cleaned(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else parts.push(part);
  }
  return parts.join("/");
}

function cut(text: string, at: string): [before: string, after?: string] {
  const found = text.indexOf(at);
  return found < 0 ? [text] : [text.slice(0, found), text.slice(found + at.length)];
}
