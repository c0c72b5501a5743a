import { stringify } from "yaml";

/** A value as an expression of HCL. */
export const literal = (value: unknown): string => escaped(JSON.stringify(value));

/** A text that Terraform does not take for a template. */
export const escaped = (text: string): string => text.replaceAll("${", "$${").replaceAll("%{", "%%{");

/** Texts in quotes: a date without them is no text for Terraform. */
export const yaml = (value: unknown): string => stringify(value, { defaultStringType: "QUOTE_DOUBLE" });
