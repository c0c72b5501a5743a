import { UNKNOWN } from "../../../text";
import { ecrLogin, ecrPull, ecrPush, isEcr } from "../../aws/ecr";
import type { ActionNeed } from "../../aws/need";
import type { ActionHandler, Inputs } from "./action-step";

const linesIn = (text = ""): string[] => text.split("\n").flatMap((item) => item.trim() || []);
const listIn = (text = ""): string[] => text.split(/[\n,]/).flatMap((item) => item.trim() || []);

/** Without a password, docker/login-action logs in to ECR with the AWS credentials that it finds. */
export const dockerLogin: ActionHandler = ({ name, step, input, env }, job) => {
  if (!isEcr(input("registry") ?? "") || input("password")) return;
  job.dockerCredentials = job.current(step, env);
  job.require(step, name, job.dockerCredentials, ecrLogin);
};

/** docker/metadata-action outputs its images, each with a tag that is not known before the run. */
export const dockerMetadata: ActionHandler = ({ step, input }, job) => {
  const tags = listIn(input("images")).map((image) => `${image.replace(/^name=/, "").split(",")[0]}:${UNKNOWN}`);
  job.frame.output(step, { tags: tags.join("\n") });
};

/**
 * What docker/build-push-action needs of ECR.
 * @see https://github.com/docker/build-push-action#inputs
 */
export function buildNeeds(input: Inputs): ActionNeed[] {
  const outputs = linesIn(input("outputs"));
  const pushes = input("push") === "true" || outputs.some((line) => /type=registry|push=true/.test(line));
  const named = outputs.flatMap((line) => /(?:^|,)"?name=([^,"]+)/.exec(line)?.[1] ?? []);
  const caches = (name: string) => linesIn(input(name)).flatMap((line) => /(?:^|,)ref=([^,]+)/.exec(line)?.[1] ?? []);
  return [
    ...(pushes ? [...listIn(input("tags")), ...named].flatMap(ecrPush) : []),
    ...caches("cache-to").flatMap(ecrPush),
    ...caches("cache-from").flatMap(ecrPull),
  ];
}

/** actions/attest may push the attestation beside its image. */
export const attestationNeeds = (input: Inputs): ActionNeed[] =>
  input("push-to-registry") === "true" ? ecrPush(input("subject-name") ?? "") : [];
