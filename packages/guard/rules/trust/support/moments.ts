import { parseOperator } from "../../../policy/condition";
import type { Statement } from "../../../policy/statement";
import { rawText } from "../../../text";

const SECOND = 1000;

/** A time of the request at which the statement's conditions on the time hold, as far as possible. */
export function momentFor({ conditions }: Statement): Record<string, string> {
  let moment: number | undefined;
  for (const { key, operator, values } of conditions) {
    if (!/^aws:(?:currenttime|epochtime)$/i.test(rawText(key))) continue;
    const name = parseOperator(operator)?.name ?? "";
    for (const value of values.map(rawText)) {
      const at = /^\d+(?:\.\d+)?$/.test(value) ? Number(value) * SECOND : Date.parse(value);
      if (Number.isNaN(at)) continue;
      if (/GreaterThan/.test(name)) moment = at + SECOND;
      else moment ??= /LessThan/.test(name) ? at - SECOND : at;
    }
  }
  if (moment === undefined) return {};
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return {};
  return { "aws:CurrentTime": date.toISOString(), "aws:EpochTime": String(Math.floor(moment / SECOND)) };
}
