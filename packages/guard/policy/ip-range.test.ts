import { inRange, parseIpRange } from "./ip-range";

it.each([
  ["203.0.113.7", "203.0.113.0/24", true],
  ["203.0.114.7", "203.0.113.0/24", false],
  ["203.0.113.7", "203.0.113.7", true],
  ["203.0.113.8", "203.0.113.7", false],
  ["0.0.0.0", "0.0.0.0/0", true],
  ["2001:db8:1234:5678::1", "2001:DB8:1234:5678::/64", true],
  ["2001:db8:1234:5679::1", "2001:DB8:1234:5678::/64", false],
  ["::ffff:192.0.2.1", "::ffff:c000:201/128", true],
  ["192.0.2.1", "::/0", false],
  ["::1", "0.0.0.0/0", false],
])("%s in %s: %s", (address, range, expected) => {
  const [left, right] = [parseIpRange(address), parseIpRange(range)];
  expect(left && right && inRange(left, right)).toBe(expected);
});

it.each([
  "",
  "1.2.3",
  "1.2.3.256",
  "1.2.3.4/33",
  "1::2::3",
  ":1",
  "1:2:3:4:5:6:7",
  "::/129",
  "12345::",
  "::1.2.3",
  "a",
  "1.2.3.4/x",
])("rejects %j as an address", (text) => expect(parseIpRange(text)).toBeUndefined());
