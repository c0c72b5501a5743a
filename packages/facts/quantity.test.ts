import { canonicalQuantity, nanosOf } from "./quantity";

// What k8s.io/apimachinery's resource.MustParse(text).String() answers.
it.each([
  ["1", "1"],
  ["1000m", "1"],
  ["500m", "500m"],
  ["0.5", "500m"],
  ["1.5", "1500m"],
  ["0.0", "0"],
  ["2048Mi", "2Gi"],
  ["1536Mi", "1536Mi"],
  ["1.5Gi", "1536Mi"],
  ["1024Ki", "1Mi"],
  ["1024", "1024"],
  ["1000", "1k"],
  ["1000k", "1M"],
  ["100Mi", "100Mi"],
  ["0.1Gi", "107374182400m"],
  ["+1", "1"],
  ["-1000m", "-1"],
  ["1Ei", "1Ei"],
])("writes %s as %s", (text, canonical) => expect(canonicalQuantity(text)).toBe(canonical));

it.each(["", "m", "1e3", "1 Gi", "1gb", "0.1n", "1".repeat(40)])("leaves %j alone", (text) =>
  expect(canonicalQuantity(text)).toBeUndefined(),
);

it("compares quantities of different units", () => {
  const sizes = ["1n", "500m", "1", "1k", "1Ki", "1M", "1Mi", "1G", "1Gi", "1536Mi", "2Gi", "1Ei"];
  const shuffled = [...sizes].reverse();
  expect(shuffled.sort((one, other) => (nanosOf(one) < nanosOf(other) ? -1 : 1))).toEqual(sizes);
  expect(nanosOf("1")).toBe(1_000_000_000n);
});
