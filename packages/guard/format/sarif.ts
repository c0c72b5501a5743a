import type { Finding } from "../finding";
import { printableJson } from "../printable";
import type { RuleText, Severity } from "../rule";
import { exemptionWords } from "./exemption-words";

const LEVEL: Record<Severity, string> = { error: "error", warning: "warning", info: "note" };

/**
 * For code scanning: SARIF 2.1.0.
 * @param version of this tool
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html
 */
export function formatSarif(findings: readonly Finding[], rules: readonly RuleText[], version: string): string {
  const driver = {
    name: "openhands-aws guard",
    semanticVersion: version,
    rules: rules.map(({ id, severity, what, why, fix, source }) => ({
      id,
      shortDescription: { text: what },
      fullDescription: { text: why },
      help: { text: fix },
      helpUri: source,
      defaultConfiguration: { level: LEVEL[severity] },
    })),
  };
  const index = new Map(rules.map(({ id }, position) => [id, position]));
  const results = findings.map(({ rule, severity, address, file, line, message, fix, exemption }) => ({
    ruleId: rule,
    ...(index.has(rule) && { ruleIndex: index.get(rule) }),
    level: LEVEL[severity],
    message: { text: `${message}\n${fix}` },
    ...(exemption && {
      suppressions: [{ kind: "external", status: "accepted", justification: exemptionWords(exemption) }],
    }),
    locations: [
      {
        ...(file !== "" && {
          physicalLocation: {
            artifactLocation: { uri: toUri(file) },
            ...(line !== undefined && { region: { startLine: line } }),
          },
        }),
        logicalLocations: [{ fullyQualifiedName: address, kind: "resource" }],
      },
    ],
  }));
  const log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver }, results }],
  };
  return printableJson(log);
}

/** A relative reference; an absolute path becomes a file URI. */
function toUri(file: string): string {
  const encoded = file.replaceAll("\\", "/").split("/").map(uriPart).join("/");
  return encoded.startsWith("/") ? `file://${encoded}` : encoded;
}

/** Half a character stands for a byte of a name that is not UTF-8. */
const uriPart = (name: string): string =>
  name.replaceAll(/\p{Cs}|\P{Cs}+/gu, (part) =>
    /\p{Cs}/u.test(part)
      ? `%${(part.charCodeAt(0) & 0xff).toString(16).toUpperCase().padStart(2, "0")}`
      : encodeURIComponent(part),
  );
