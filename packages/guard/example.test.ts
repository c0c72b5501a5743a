import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expectGolden } from "../../tools/golden";
import { loadCatalogue } from "./catalogue/load";
import { servicesOf } from "./catalogue/services-of";
import { formatText } from "./format/text";
import { guard } from "./guard";
import { readTerraform } from "./read";

const README = join(__dirname, "README.md");

it("shows a finding as the guard prints it", async () => {
  const readme = readFileSync(README, "utf8");
  const [, text = ""] = /^```hcl\n(# ci\.tf\n[\s\S]*?)^```$/m.exec(readme) ?? [];
  const model = await readTerraform([{ path: "ci.tf", text }]);
  const findings = guard(model, { catalogue: await loadCatalogue(servicesOf(model)), now: new Date() });
  const [printed = ""] = formatText(findings, (_style, text) => text).split("\n\n");
  expectGolden(
    readme.replace(/(?<=^\$ npx openhands-aws-guard guard ci\.tf\n)[\s\S]*?(?=\n```)/m, () => printed),
    README,
  );
});
