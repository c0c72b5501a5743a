import type { AccessModel, ContainerRepository, Json } from "../../../model";
import { perObject } from "../../../support/memo";
import { textsIn } from "../../../support/texts";
import { known } from "../../../text";

/** An image that something in the model runs. */
export interface ImageUse {
  /** Address of what runs it. */
  readonly by: string;
  /** Path of the repository within its registry. */
  readonly repository: string;
  /** `undefined` for an image by digest; `latest` for an image without a tag. */
  readonly tag?: string;
}

/** The images of a repository that something runs. */
export const usesOf = (model: AccessModel, { name }: ContainerRepository): ImageUse[] =>
  usesIn(model).filter(({ repository }) => repository === known(name));

const usesIn = perObject((model: AccessModel): readonly ImageUse[] => {
  const found: ImageUse[] = [];
  for (const resource of model.resources) {
    if (resource.mode !== "managed" || !RUNNERS.test(resource.type)) continue;
    for (const argument of resource.argumentNames) {
      const value: Json = resource.argument(argument)?.value ?? null;
      for (const { text } of textsIn(
        value,
        argument,
        argument,
        (one) => one.includes(".dkr.ecr.") || one.includes("image"),
      )) {
        const use = imageIn(text);
        if (use) found.push({ by: resource.address, ...use });
      }
    }
  }
  return found;
});

const RUNNERS =
  /^(?:kubernetes_|helm_release|aws_(?:ecs_task_definition|lambda_function|apprunner_service|batch_job_definition|sagemaker_model|codebuild_project|ssm_parameter)$)/;

/** `ACCOUNT.dkr.ecr.REGION.amazonaws.com/REPOSITORY:TAG@DIGEST`; the account and the region may be unknown. */
function imageIn(text: string): Omit<ImageUse, "by"> | undefined {
  if (text.length > 1000) return undefined;
  const [, repository, tag = "latest", digest] =
    /^[\d\uFFFC]+\.dkr\.ecr\.[\w\uFFFC-]+\.amazonaws\.com(?:\.cn)?\/([a-z0-9][a-z0-9._/-]*)(?::([\w][\w.-]*))?(@sha256:[0-9a-f]{64})?$/.exec(
      text,
    ) ?? [];
  if (repository === undefined) return undefined;
  return digest === undefined ? { repository, tag } : { repository };
}
