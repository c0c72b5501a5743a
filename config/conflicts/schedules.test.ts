import { testConfig } from "../../tools/test-config";

const operations = (subject: string, schedules: string) =>
  `operations: {roles: {rotate: {subjects: [${subject}]}}, ${schedules}}`;
const github = "github: {repositories: [{name: boxp/arch}, {name: boxp/lolice}]}";
const parse = (yaml: string) => testConfig(`${github}\n${yaml}`, "c.yaml");

it.each([
  "{branch: main}",
  "{branch: rel*}",
  "{environment: rotation}",
  "{any: true}",
  "{owner: boxp, branch: main}",
  "{branch: main, workflows: [openhands-rotation.yml]}",
])("a rotation may run where its role accepts %s", (subject) => {
  expect(parse(operations(subject, "rotation: {}")).operations?.rotation).toEqual({
    cron: "23 4 * * 1",
    olderThanDays: 90,
  });
});

it.each([
  "{tag: v1}",
  "{pullRequest: true}",
  "{branch: a*b}",
  "{owner: octo, branch: main}",
  "{repositories: [boxp/lolice], branch: main}",
  "{branch: main, workflows: [openhands-review.yml]}",
])("a rotation needs more than %s", (subject) => {
  expect(() => parse(operations(subject, "rotation: {}"))).toThrow(
    /operations\.rotation: .* needs operations\.roles\.rotate with a subject that accepts openhands-rotation\.yml in boxp\/arch/,
  );
});

it("a review needs the role of verify", () => {
  expect(() => parse(operations("{branch: main}", "review: {}"))).toThrow(
    /operations\.review: .* operations\.roles\.verify/,
  );
});

it.each(["every day", "1 2 3 4", '"1 2 3 4 5; ls"'])("%s is not a schedule", (cron) => {
  expect(() => parse(operations("{branch: main}", `rotation: {cron: ${cron}}`))).toThrow(/five fields/);
});
