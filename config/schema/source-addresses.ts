import { z } from "zod";
import { name } from "../name";

const OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceip */
const AddressRange = name(
  new RegExp(`^${OCTET}(?:\\.${OCTET}){3}/(?:[89]|[12]\\d|3[0-2])$`),
  "a range of public IPv4 addresses, from /8 to /32, such as 203.0.113.7/32",
).refine(beginsRange, { error: "must begin with the first address of its range" });

export const SourceAddresses = z.array(AddressRange);

function beginsRange(range: string): boolean {
  const [address = "", length = ""] = range.split("/");
  const value = address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return value % 2 ** (32 - Number(length)) === 0;
}
