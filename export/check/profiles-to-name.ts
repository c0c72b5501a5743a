import type { Finding } from "@openhands-aws/guard";
import type { Config } from "../../config/config";

/** Application profiles that the stack creates while the config does not name their ARN, which AWS generates. */
export const profilesToName = ({ posture, bedrock }: Config, configFile: string): Finding[] =>
  posture === "as-designed"
    ? []
    : bedrock.models.flatMap(({ id, profile, profileArn, createdProfile }, index): Finding[] =>
        createdProfile && profileArn === undefined
          ? [
              {
                rule: "profile-to-name",
                severity: "warning",
                address: `bedrock.models[${index}]`,
                file: configFile,
                message: `The application profile ${createdProfile.name} is created, but not used yet: OpenHands invokes ${profile === "none" ? "" : `${profile}.`}${id} itself.`,
                why: "AWS generates the ARN when it creates the profile, and only what is invoked through the profile has its tags on the bill.",
                fix: `Apply the stack openhands, copy the ARN of ${id} from "terraform output application_profile_arns" to profileArn, and export again.`,
              },
            ]
          : [],
      );
