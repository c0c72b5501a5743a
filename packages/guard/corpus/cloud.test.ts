import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readTerraform } from "../read";
import { PERMISSION_RULES } from "../rules/permission";
import { TRUST_RULES } from "../rules/trust";
import { once } from "../support/memo";
import { asCloud, CLOUD_FORMS } from "./support/as-cloud";
import { found } from "./support/found";

const RULES = [...TRUST_RULES, ...PERMISSION_RULES];

const FILES = ["trust", "permission"].flatMap((area) =>
  readdirSync(join(__dirname, area))
    .filter((file) => /\.tf(?:\.json)?$/.test(file))
    .map((file) => [`${area}/${file}`, readFileSync(join(__dirname, area, file), "utf8")] as const),
);

/** Of each finding its severity and its rule: addresses and positions differ. */
const shortOf = async (files: Readonly<Record<string, string>>): Promise<string[]> =>
  (await found(files, RULES)).map((line) => line.split(" ").slice(0, 2).join(" ")).sort();

/** The account and the region of a provider are not CloudFormation's. */
const hasProvider = (text: string): boolean => /\bprovider\b["\s]/.test(text);

/** Those that can be written so, with what is found in them. */
const cases = once(async () => {
  const all = await Promise.all(
    FILES.map(async ([file, text]) => {
      if (hasProvider(text)) return [];
      const resources = asCloud(await readTerraform([{ path: file, text }]));
      return resources ? [{ file, resources, expected: await shortOf({ [file]: text }) }] : [];
    }),
  );
  return all.flat();
});

it.each(Object.entries(CLOUD_FORMS))("finds the same in the corpus when it is written as %s", async (_, form) => {
  const all = await cases();
  expect(all.length).toBeGreaterThan(150);
  const found = all.map(async ({ file, resources }) => [file, ...(await shortOf(form(resources)))]);
  expect(await Promise.all(found)).toEqual(all.map(({ file, expected }) => [file, ...expected]));
});
