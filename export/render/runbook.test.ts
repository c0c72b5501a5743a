import { renderRunbooks } from "./runbook";
import { parseRunbook } from "./runbook-source";

const SOURCE = `
title: {en: Deploy, ja: デプロイ}
about: {en: "See [more](../more.md).", ja: "[詳細](../more.md)を参照してください。"}
steps:
  - title: {en: Look, ja: 確認する}
    commands: [{run: ls, prints: "one\\ntwo\\n"}, {run: 'true'}]
    after: {en: Done., ja: 完了です。}
`;

it("is one document in two languages, with the same commands", () => {
  const files = renderRunbooks(new Map([["deploy", parseRunbook(SOURCE)]]));
  expect([...files.keys()]).toEqual(["README.md", "deploy.md", "ja/deploy.md"]);
  expect(files.get("README.md")).toContain("| [Deploy](deploy.md) | [デプロイ](ja/deploy.md) |");
  const commands = "```console\n$ ls\none\ntwo\n$ true\n```";
  expect(files.get("deploy.md")).toContain(`See [more](../more.md).\n\n## 1. Look\n\n${commands}\n\nDone.\n`);
  expect(files.get("ja/deploy.md")).toContain(
    `[詳細](../../more.md)を参照してください。\n\n## 1. 確認する\n\n${commands}\n\n完了です。\n`,
  );
});

it.each([
  ["a text in one language only", SOURCE.replace(", ja: 完了です。", "")],
  ["an empty text", SOURCE.replace("完了です。", "''")],
  ["a field that is not known", SOURCE.replace("run: ls", "runs: ls")],
])("refuses %s", (_, source) => expect(() => parseRunbook(source)).toThrow());
