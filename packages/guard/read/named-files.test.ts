import { Evaluation } from "./expression/evaluation";
import { NamedFiles } from "./named-files";
import { FilesInMemory } from "./source/files-in-memory";
import { UnreadFiles } from "./source/unread-files";

it("lets the evaluation take longer for each text, once", () => {
  const texts = new Map([["live/a.sh", "text"]]);
  const evaluation = new Evaluation();
  const allow = jest.spyOn(evaluation, "allow");
  const files = new NamedFiles(new FilesInMemory(texts, new UnreadFiles([])), evaluation);
  for (const path of ["a.sh", "./a.sh", "../live/a.sh"]) expect(files.read("live", path)).toEqual({ text: "text" });
  expect(files.read("live", "none")).toBeUndefined();
  expect(allow.mock.calls).toEqual([[4]]);
});
