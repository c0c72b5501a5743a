import { fromAddresses } from "./from-addresses";
import type { Grant } from "./statement";

const owned = { operator: "StringEquals" as const, key: "aws:ResourceAccount", values: ["123456789012"] };
const grant: Grant = { why: "A test", actions: ["s3:GetObject"], resources: ["*"], conditions: [owned] };

it("adds the addresses to each grant's conditions", () => {
  const from = { operator: "IpAddress", key: "aws:SourceIp", values: ["203.0.113.0/24"] };
  const { conditions: _, ...free } = grant;
  expect(fromAddresses([grant, free], ["203.0.113.0/24"]).map(({ conditions }) => conditions)).toEqual([
    [owned, from],
    [from],
  ]);
});

it("changes nothing without addresses", () => expect(fromAddresses([grant], [])).toEqual([grant]));
