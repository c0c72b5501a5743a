import { type BadCase, resourcesOf, type Slot } from "./bad-case";
import { isGrant, isTrust } from "./cloud-role";
import { canBeBlock } from "./statement-blocks";

/** Cases that can be hidden in the same ways. */
export interface Kind {
  readonly name: string;
  /** How many cases of the corpus at least: ways that fit none prove nothing. */
  readonly least: number;
  fits(bad: BadCase): boolean;
}

const isConfiguration = ({ plan }: BadCase): boolean => !plan;

const slotsAre = (bad: BadCase, test: (slot: Slot) => boolean): boolean =>
  bad.slots.length > 0 && bad.slots.every(test);

export const CONFIGURATION: Kind = { name: "configurations", least: 221, fits: isConfiguration };

/** What is the same in a folder that another one calls: Terraform takes no settings from there, and no file by its name alone. */
export const MODULE: Kind = {
  name: "configurations that can be modules",
  least: 215,
  fits: (bad) =>
    isConfiguration(bad) &&
    Object.keys(bad.files).some((path) => /^[^/]+\.tf(?:\.json)?$/.test(path)) &&
    Object.entries(bad.files).every(([path, text]) => !/\.tfvars$/.test(path) && !/file\w*\("[^$]/.test(text)),
};

export const PLAN: Kind = { name: "plans", least: 12, fits: ({ plan }) => plan };

/** Those about roles and policies. */
export const ACCESS: Kind = {
  name: "configurations of access",
  least: 99,
  fits: ({ name, slots }) => /^(?:trust|permission)\//.test(name) && slots.length > 0,
};

export const RESOURCES: Kind = {
  name: "configurations in one file, with resources",
  least: 180,
  fits: ({ main }) => main?.body.resource !== undefined,
};

export const VALUES: Kind = { name: "values of resources", least: 160, fits: ({ slots }) => slots.length > 0 };

export const TEXTS: Kind = {
  name: "texts of resources",
  least: 150,
  fits: (bad) => slotsAre(bad, ({ value }) => typeof value === "string"),
};

/** Where the resource is not repeated yet, and nothing refers to it. */
export const RESOURCE_VALUES: Kind = {
  name: "values of resources that can be repeated",
  least: 100,
  fits: (bad) => {
    const text = JSON.stringify(bad.main?.body);
    return (
      slotsAre(bad, () => true) &&
      resourcesOf(bad).every(({ address, body }) => {
        const isReferredTo = new RegExp(`\\b${address.replaceAll(".", "\\.")}\\b`).test(text);
        return !isReferredTo && !["count", "for_each", "lifecycle"].some((name) => name in body);
      })
    );
  },
};

export const DOCUMENTS: Kind = {
  name: "policy documents",
  least: 90,
  fits: (bad) => slotsAre(bad, ({ document }) => document !== undefined && canBeBlock(document)),
};

/** Secrets, images and manifests. */
export const OTHER_VALUES: Kind = {
  name: "values that are no policy documents",
  least: 30,
  fits: (bad) => slotsAre(bad, ({ document }) => document === undefined),
};

/** What can be said of one role of its own. */
export const ROLES: Kind = {
  name: "trusts and permissions of one role",
  least: 80,
  fits: (bad) =>
    slotsAre(bad, (slot) => isTrust(slot) || isGrant(slot)) &&
    bad.slots.filter((slot) => isTrust(slot)).length < 2 &&
    // Whom they are given to, and what a block is repeated for, is lost.
    !/policy_attachment|"dynamic"|aws_iam_\w+\.\w+\.arn/.test(JSON.stringify(bad.main?.body)) &&
    !bad.slots.some(({ type }) => type === "aws_iam_group_policy"),
};

export const KINDS = [
  CONFIGURATION,
  MODULE,
  PLAN,
  ACCESS,
  RESOURCES,
  VALUES,
  TEXTS,
  RESOURCE_VALUES,
  DOCUMENTS,
  OTHER_VALUES,
  ROLES,
];
