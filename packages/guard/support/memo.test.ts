import { once, perObject, perText } from "./memo";

const ONE = {};
const OTHER = {};

it.each<[string, (make: () => undefined) => () => unknown]>([
  ["once", once],
  ["perObject", (make) => perObject(make).bind(undefined, ONE)],
  ["perText", (make) => perText(make).bind(undefined, "one")],
])("%s makes a value when it is first asked for, and keeps it, be it undefined", (_name, keep) => {
  const make = jest.fn(() => undefined);
  const value = keep(make);
  expect(make).not.toHaveBeenCalled();
  expect([value(), value()]).toEqual([undefined, undefined]);
  expect(make).toHaveBeenCalledTimes(1);
});

it("keeps a value of each object and of each text", () => {
  const made = perObject((key: object) => perText((text: string) => ({ key, text })));
  expect(made(ONE)("a")).toBe(made(ONE)("a"));
  expect([made(ONE)("b"), made(OTHER)("a")]).toEqual([
    { key: ONE, text: "b" },
    { key: OTHER, text: "a" },
  ]);
});
