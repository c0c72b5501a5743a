// biome-ignore lint/style/noRestrictedImports: a hash reads neither files nor the environment.
import { createHash } from "node:crypto";
import { isKnown, UNKNOWN } from "../../../text";
import type { TerraformFunction } from ".";
import { text } from "./arguments";

const hash =
  (algorithm: string, encoding: "hex" | "base64"): TerraformFunction =>
  ([value]) =>
    isKnown(text(value)) ? createHash(algorithm).update(text(value), "utf8").digest(encoding) : UNKNOWN;

/** @see https://developer.hashicorp.com/terraform/language/functions#hash-and-crypto-functions */
export const HASHES: Readonly<Record<string, TerraformFunction>> = {
  base64sha256: hash("sha256", "base64"),
  base64sha512: hash("sha512", "base64"),
  md5: hash("md5", "hex"),
  sha1: hash("sha1", "hex"),
  sha256: hash("sha256", "hex"),
  sha512: hash("sha512", "hex"),
};
