import { UNKNOWN } from "../../../text";
import { listed, plain } from "./text";

it.each([
  [[], ""],
  [["a"], "a"],
  [["a", "b", "a"], "a and b"],
  [["a", "b", "c"], "a, b and c"],
  [["a", "b", "c", "d", "e"], "a, b, c and 2 more"],
])("lists %j", (texts, expected) => expect(listed(texts)).toBe(expected));

it("shows what is not known", () => expect(plain(`role/${UNKNOWN}`)).toBe("role/<unknown>"));
