import { UNKNOWN } from "../../text";
import { type ActionNeed, ecrPull, ecrPush, ecrRepository } from "../aws/need";
import type { Inputs } from "./configure-credentials";

const listed = (text = ""): string[] => text.split(/[\n,]/).flatMap((item) => item.trim() || []);
const rows = (text = ""): string[] => text.split("\n").flatMap((item) => item.trim() || []);

const pushTo = (image: string): ActionNeed[] => {
  const repository = ecrRepository(image);
  return repository === undefined ? [] : ecrPush(repository);
};
const pullFrom = (image: string): ActionNeed[] => {
  const repository = ecrRepository(image);
  return repository === undefined ? [] : ecrPull(repository);
};

/**
 * What docker/build-push-action needs of ECR.
 * @see https://github.com/docker/build-push-action#inputs
 */
export function buildNeeds(input: Inputs): ActionNeed[] {
  const outputs = rows(input("outputs"));
  const pushes = input("push") === "true" || outputs.some((one) => /type=registry|push=true/.test(one));
  const named = outputs.flatMap((one) => /(?:^|,)"?name=([^,"]+)/.exec(one)?.[1] ?? []);
  const caches = (name: string) => rows(input(name)).flatMap((one) => /(?:^|,)ref=([^,]+)/.exec(one)?.[1] ?? []);
  return [
    ...(pushes ? [...listed(input("tags")), ...named].flatMap(pushTo) : []),
    ...caches("cache-to").flatMap(pushTo),
    ...caches("cache-from").flatMap(pullFrom),
  ];
}

/** Tags that docker/metadata-action gives: images with a tag that is known only then. */
export const metadataTags = (input: Inputs): string =>
  listed(input("images"))
    .map((image) => `${image.replace(/^name=/, "").split(",")[0]}:${UNKNOWN}`)
    .join("\n");

/** An attestation that is pushed beside its image. */
export const attestationNeeds = (input: Inputs): ActionNeed[] =>
  input("push-to-registry") === "true" ? pushTo(input("subject-name") ?? "") : [];

/** What a call of docker needs of ECR. */
export function dockerNeeds(words: readonly string[]): ActionNeed[] {
  const [, ...rest] = words;
  const verbs = rest.filter((word) => !word.startsWith("-"));
  const last = verbs.at(-1) ?? "";
  if (verbs[0] === "push" || (verbs[0] === "image" && verbs[1] === "push")) return pushTo(last);
  if (verbs[0] === "pull" || (verbs[0] === "image" && verbs[1] === "pull")) return pullFrom(last);
  if ((verbs[0] === "manifest" || verbs[1] === "imagetools") && verbs.includes("inspect"))
    return pullFrom(last).slice(0, 1);
  if (!rest.includes("build") || !rest.includes("--push")) return [];
  return rest.flatMap((word, at) => {
    if (word === "-t" || word === "--tag") return pushTo(rest[at + 1] ?? "");
    return word.startsWith("--tag=") ? pushTo(word.slice("--tag=".length)) : [];
  });
}
