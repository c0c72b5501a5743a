import type { Finding } from "@openhands-aws/guard";
import type { Config, Model } from "../../config/config";
import { KNOWN_MODELS } from "../../config/models";

const DAY = 24 * 60 * 60 * 1000;
/** A warning that comes earlier is forgotten; AWS announces an end half a year before. */
const SOON = 90;
const LIFECYCLE = "https://docs.aws.amazon.com/bedrock/latest/userguide/model-lifecycle.html";

/**
 * When AWS ends the config's models. Only an end that is announced is a warning, from 90 days before; everything else
 * is information. As designed there is no warning: the departures already say that the design's model has ended.
 */
export function modelEnds({ posture, bedrock }: Config, configFile: string, now: Date): Finding[] {
  const today = Date.parse(now.toISOString().slice(0, 10));
  return bedrock.models.flatMap((model, index): Finding[] => {
    const said = lifecycleOf(model, today);
    if (!said) return [];
    const source = KNOWN_MODELS.get(model.id)?.source ?? LIFECYCLE;
    const { warns, message } = said;
    return [
      {
        rule: "model-end",
        severity: warns && posture === "hardened" ? "warning" : "info",
        address: posture === "hardened" ? `bedrock.models[${index}]` : "bedrock.designedModel",
        file: configFile,
        message,
        why: "AWS ends a model for everyone, and sends no request to another one instead.",
        fix: model.dates.endOfLife
          ? `Choose another model in bedrock.models, and set OpenHands to it: ${source}`
          : `Nothing to do yet. AWS announces an end at least 6 months before: ${source}`,
      },
    ];
  });
}

function lifecycleOf({ id, dates }: Model, today: number): { warns: boolean; message: string } | undefined {
  const { noSoonerThan, legacy, endOfLife } = dates;
  if (endOfLife) {
    const days = (Date.parse(endOfLife) - today) / DAY;
    const closed = legacy ? ` It was closed to new customers on ${legacy}.` : "";
    return days > 0
      ? { warns: days <= SOON, message: `Bedrock will reject ${id} from ${endOfLife}, ${inDays(days)}.${closed}` }
      : { warns: true, message: `Bedrock has rejected ${id} since ${endOfLife}.` };
  }
  return noSoonerThan
    ? {
        warns: false,
        message: `AWS keeps ${id} until ${noSoonerThan} at least; openhands-aws knows of no announced end.`,
      }
    : undefined;
}

const inDays = (days: number) => (days === 1 ? "in 1 day" : `in ${days} days`);
