import type { Json } from "../../../model";
import { isText, jsonOf } from "../../../support/json";
import { asPartial, NOTHING_KNOWN, rawText } from "../../../text";
import { memberOf } from "../cloud-resource";

/** `inline_policy` blocks. */
export const inlinePolicies = (value: Json): Json =>
  jsonOf(
    [value]
      .flat()
      .map((one: Json) =>
        isText(one)
          ? one
          : { name: memberOf(one, "PolicyName") ?? null, policy: memberOf(one, "PolicyDocument") ?? NOTHING_KNOWN },
      ),
  );

/** `PublicRead` is `public-read`. */
export const cannedAcl = (value: Json): Json =>
  isText(value)
    ? asPartial(
        rawText(value)
          .replace(/(?!^)([A-Z])/g, "-$1")
          .toLowerCase(),
      )
    : value;

/** An `image_scanning_configuration` block. */
export const scanningBlock = (value: Json): Json => jsonOf([{ scan_on_push: memberOf(value, "ScanOnPush") ?? false }]);
