import { addressTexts, allOf, differs, equals, oneOf } from "./filter-pattern";

it("is a pattern as CloudWatch reads it", () => {
  expect(
    allOf([oneOf([equals("a.b", "x"), equals("c", "y*")]), oneOf([equals("d", "z")]), ...differs("e", ["1", "2"])]),
  ).toBe('{ (($.a.b = "x") || ($.c = "y*")) && ($.d = "z") && ($.e != "1") && ($.e != "2") }');
});

it.each([
  ["203.0.113.7/32", ["203.0.113.7"]],
  ["198.51.100.4/30", ["198.51.100.4", "198.51.100.5", "198.51.100.6", "198.51.100.7"]],
  ["203.0.113.0/24", ["203.0.113.*"]],
  ["198.51.100.0/23", ["198.51.100.*", "198.51.101.*"]],
  ["172.16.0.0/16", ["172.16.*"]],
  ["10.0.0.0/8", ["10.*"]],
])("writes %s as texts", (range, texts) => expect(addressTexts(range)).toEqual(texts));
