import { ecrInspect, ecrPull, ecrPush } from "../../aws/ecr";
import type { ActionNeed } from "../../aws/need";
import type { JobState } from "../job-state";
import type { ProgramCall } from "./program-call";

export function docker({ words, env, step, line }: ProgramCall, job: JobState): void {
  job.require(step, "docker", job.dockerCredentials ?? job.current(step, env), needsOf(words.slice(1)), line);
}

function needsOf(words: readonly string[]): ActionNeed[] {
  const [first, second, ...rest] = words.filter((word) => !word.startsWith("-"));
  const image = rest.at(-1) ?? second ?? "";
  const verb = first === "image" ? second : first;
  if (verb === "push") return ecrPush(image);
  if (verb === "pull") return ecrPull(image);
  if ((first === "manifest" && second === "inspect") || (second === "imagetools" && rest[0] === "inspect"))
    return ecrInspect(image);
  if (!words.includes("build") || !words.includes("--push")) return [];
  return words.flatMap((word, at) => {
    if (word === "-t" || word === "--tag") return ecrPush(words[at + 1] ?? "");
    return word.startsWith("--tag=") ? ecrPush(word.slice("--tag=".length)) : [];
  });
}
