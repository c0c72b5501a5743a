import { ExampleKeys, excerpt, general } from "./printed";

const PRINTED = "one\ntwo\nthree\nfour\n";

it.each(["one\ntwo\nthree\nfour", "...\nthree\nfour", "one\n...", "...\ntwo\n...\nfour", "one\n...\nthree\n..."])(
  "%j is an excerpt",
  (shown) => expect(excerpt(PRINTED, shown)).toBe(shown),
);

it.each([
  "two\n...",
  "one\ntwo\nthree",
  "one\nthree\n...",
  "...\nthree\n...\ntwo\n...",
  "...\nother\n...",
  "one\n...\nthree",
])("%j is not an excerpt", (shown) => expect(excerpt(PRINTED, shown)).toBe(PRINTED));

it("names what changes from run to run", () => {
  expect(general("AKIA (3 days old, last used less than a minute ago) at 2026-11-28T03:12:47Z from 127.0.0.1")).toBe(
    "AKIA (<age> old, last used <age> ago) at <time> from <address>",
  );
  expect(general("sessions of 3600 s, 90 days, 2 added")).toBe("sessions of 3600 s, 90 days, 2 added");
});

it("takes each example for one key", () => {
  const [first, second] = ["AKIA1111111111111111", "AKIA2222222222222222"];
  const keys = new ExampleKeys();
  keys.bind("AKIAIOSFODNN7EXAMPLE", first);
  expect(keys.typed("revoke --key AKIAIOSFODNN7EXAMPLE")).toBe(`revoke --key ${first}`);
  expect(keys.exampled(`${first} ${second}`, "AKIAIOSFODNN7EXAMPLE AKIAI44QH8DHBEXAMPLE")).toBe(
    "AKIAIOSFODNN7EXAMPLE AKIAI44QH8DHBEXAMPLE",
  );
  expect(keys.exampled(second, "AKIAIOSFODNN7EXAMPLE")).toBe("AKIAI44QH8DHBEXAMPLE");
});
