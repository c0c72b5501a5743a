import { canonicalDuration } from "./duration";

it.each([
  ["1h", "1h0m0s"],
  ["1h0m0s", "1h0m0s"],
  ["60m", "1h0m0s"],
  ["90s", "1m30s"],
  ["30m", "30m0s"],
  ["15s", "15s"],
  ["24h", "24h0m0s"],
  ["0", "0s"],
  ["1h30m", "1h30m0s"],
  ["2562047h2836s", "2562047h47m16s"],
])("writes %s as %s", (text, canonical) => expect(canonicalDuration(text)).toBe(canonical));

it.each(["", "1d", "-1h", "1.5h", "100ms", "h", "2562047h47m17s"])("leaves %j alone", (text) =>
  expect(canonicalDuration(text)).toBeUndefined(),
);
