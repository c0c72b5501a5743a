/** What a Markdown document says, as far as it can be checked. */
export interface Markdown {
  /** Of its headings, as GitHub names them. */
  readonly anchors: ReadonlySet<string>;
  /** Targets of links. */
  readonly links: readonly string[];
  /** Code in running text. */
  readonly spans: readonly string[];
  readonly blocks: readonly Block[];
}

export interface Block {
  /** Empty where none is given. */
  readonly language: string;
  readonly text: string;
}

const BLOCK = /^( *)```(\w*)\n([\s\S]*?)^\1```$/gm;
const SPAN = /`([^`]+)`/g;
const LINK = /\]\(([^)\s]+)\)/g;
const HEADING = /^#{1,6} (.+)$/gm;

export function readMarkdown(text: string): Markdown {
  const prose = text.replace(BLOCK, "");
  return {
    anchors: anchorsOf(Array.from(prose.matchAll(HEADING), ([, heading = ""]) => heading)),
    links: Array.from(prose.replace(SPAN, "").matchAll(LINK), ([, target = ""]) => target),
    spans: Array.from(prose.matchAll(SPAN), ([, span = ""]) => span.replaceAll("\\|", "|").replace(/\s+/g, " ")),
    blocks: Array.from(text.matchAll(BLOCK), ([, indent = "", language = "", lines = ""]) => ({
      language,
      text: lines.replace(new RegExp(`^${indent}`, "gm"), ""),
    })),
  };
}

/** A heading that is there twice gets a number. */
function anchorsOf(headings: readonly string[]): Set<string> {
  const anchors = new Set<string>();
  for (const heading of headings) {
    const words = heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, "");
    const anchor = words.replace(/\s/g, "-");
    let count = 0;
    while (anchors.has(count === 0 ? anchor : `${anchor}-${count}`)) count++;
    anchors.add(count === 0 ? anchor : `${anchor}-${count}`);
  }
  return anchors;
}
