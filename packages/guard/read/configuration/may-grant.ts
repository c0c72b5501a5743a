import type { Body } from "../source/module-source";

/**
 * Whether a module that was not read may grant something: if its source or one of its arguments is about roles, policies,
 * subjects or OIDC, and a local one also if its folder is not plainly about something else.
 */
export const mayGrant = (source: string, { source: _, version: __, ...given }: Body): boolean =>
  (LOCAL.test(source) && !OTHER_FOLDERS.test(source)) || isAbout(source) || holds(given);

const LOCAL = /^(?:\.{0,2}\/|\.{0,2}$)/;

/** In the name of the folder. */
const OTHER_FOLDERS =
  /(?:^|[/_-])(?:vpcs?|networks?|networking|subnets?|nacls?|security[_-]?groups?|route53|dns|acm|certificates?|certificatemanager|waf|shield|firewall|cloudfront|[an]lb|elb|load[_-]?balancers?|log[_-]?groups?|alarms?|dashboards?|rds|databases?|elasticache|redis|cache|cidrs?|nat|peering|budgets?|tags|labels?|naming)(?:$|[_-][^/]*$)/i;

const holds = (value: unknown): boolean => {
  if (typeof value === "string") return VALUE.test(value);
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return value.some(holds);
  return Object.entries(value).some(([name, one]) => !isOff(one) && !TAGS.test(name) && (isAbout(name) || holds(one)));
};

/** `create_role = false` */
const isOff = (value: unknown): boolean =>
  value === false || value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0);

const isAbout = (name: string): boolean => WORDS.test(name.replace(OTHER_THINGS, ""));

const TAGS = /(?:^|_)(?:tags|labels)$/i;

const WORDS =
  /(?:^|[^a-z])(?:iam|irsa|oidc|roles?|polic(?:y|ies)|trust(?:s|ed)?|assum(?:e|ed|able|ing)|principals?|federated|subjects?|permissions?|grants?|access_entries|service_?accounts?|statements?|external_ids?)(?![a-z])/i;

/** Policies, subjects and permissions about something other than access. */
const OTHER_THINGS =
  /subject_alternative_names|(?:file|directory)_permissions?|(?:scaling|retention|lifecycle|ssl|tls|security|routing|backup|restart|update|rotation|deletion|termination|pull|cache|request|headers|password|redrive|retry|failover|stickiness|placement|replacement|schedul\w*|tier\w*|network|maintenance|alarm|health_?check)_polic(?:y|ies)(?:_\w+)?/gi;

/** An identity of AWS, a policy, or the subject of a token. */
const VALUE = /\baws_iam_|:iam::|\bsts:Assume|oidc|"Statement"|\bStatement\s*[=:]|\brepo:/i;
