import fc from "fast-check";
import { jsonOf } from "./json";
import { textsIn } from "./texts";

const texts = (value: unknown, worth?: (text: string) => boolean) => [...textsIn(jsonOf(value), "top", "top", worth)];

it("finds every text with its path and name, in order", () => {
  expect(texts({ a: ["x", { b: "y" }], c: 1, d: "z" })).toEqual([
    { path: "top.a[0]", name: "a", text: "x" },
    { path: "top.a[1].b", name: "b", text: "y" },
    { path: "top.d", name: "d", text: "z" },
  ]);
});

it("names the value of a pair after the pair", () => {
  expect(texts({ name: "TOKEN", value: "x" })[1]).toEqual({ path: "top.value", name: "TOKEN", text: "x" });
});

it("reads JSON inside texts where asked to, a few levels deep", () => {
  const nested = JSON.stringify({ a: JSON.stringify({ b: "x" }) });
  expect(texts(nested)).toHaveLength(1);
  expect(texts(nested, () => true)).toEqual([{ path: "top > a > b", name: "b", text: "x" }]);
  expect(texts("{ not JSON", () => true)).toEqual([{ path: "top", name: "top", text: "{ not JSON" }]);
});

it("accepts any value, however deep and long", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => void texts(value, () => true)));
  let deep: unknown = "x";
  for (let level = 0; level < 20_000; level++) deep = [deep];
  expect(texts(deep)).toHaveLength(1);
  expect(texts(new Array<string>(300_000).fill("x"))).toHaveLength(300_000);
});
