import { MAX_YAML_DEPTH } from "../../bounds";
import { tooDeepAt } from "../../support/yaml-depth";
import { type ParseYaml, yamlParserFor } from "../expression/functions/yaml";

/** As `yamlParserFor`; the parser throws a RangeError for what would overflow its stack. */
export async function boundedYamlParser(texts: Iterable<string>): Promise<ParseYaml | undefined> {
  const parse = await yamlParserFor(texts);
  if (!parse) return undefined;
  const { Parser } = await import("yaml");
  return (text) => {
    if (tooDeepAt([...new Parser().parse(text)], MAX_YAML_DEPTH) !== undefined)
      throw new RangeError(`YAML is nested deeper than ${MAX_YAML_DEPTH} levels`);
    return parse(text);
  };
}
