import { parse } from "yaml";
import { z } from "zod";

export const LANGUAGES = ["en", "ja"] as const;
export type Language = (typeof LANGUAGES)[number];

const written = z.string().trim().min(1);
const text = z.strictObject({ en: written, ja: written });
export type Text = z.infer<typeof text>;

const command = z.strictObject({
  /** As a user types it. */
  run: written,
  /** Its exit code. */
  exit: z.number().int().default(0),
  /** What it prints, with `...` for the lines that are left out. */
  prints: z.string().default(""),
});

const step = z.strictObject({
  title: text,
  text: text.optional(),
  /** What went wrong before it, for the test that follows the runbook. */
  broken: written.optional(),
  commands: z.array(command).default([]),
  /** What to read in the output, and what to do then. */
  after: text.optional(),
});

const runbook = z.strictObject({ title: text, about: text, steps: z.array(step).min(1) });
export type Runbook = z.infer<typeof runbook>;

/** The runbooks, in the order in which one installation goes through them. */
export const RUNBOOKS = ["deploy", "verify", "permission-trouble", "rotate", "leak", "rollback"] as const;

/** @param yaml of docs/runbooks/source. @throws Error if a language is missing, or anything is not known */
export const parseRunbook = (yaml: string): Runbook => runbook.parse(parse(yaml));
