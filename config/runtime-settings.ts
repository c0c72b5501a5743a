import type { ConfigFile } from "./schema";

/** The design's "configuration values": what the stack openhands writes below runtime.configuration.path. */
export const RUNTIME_SETTINGS = ["bucket", "region", "role_arn", "bedrock_region", "bedrock_model_id"] as const;
export type RuntimeSetting = (typeof RUNTIME_SETTINGS)[number];

/** The name of the setting's parameter. */
export const settingParameter = ({ runtime }: Pick<ConfigFile, "runtime">, setting: RuntimeSetting): string =>
  `${runtime.configuration.path}/${setting.replaceAll("_", "-")}`;

/** Every parameter that the stack openhands writes. As designed it writes no settings. */
export const writtenParameters = (file: Pick<ConfigFile, "posture" | "runtime" | "bedrock">): string[] => [
  file.bedrock.accessKeyIdParameter,
  file.bedrock.secretAccessKeyParameter,
  ...(file.posture === "hardened" ? RUNTIME_SETTINGS.map((setting) => settingParameter(file, setting)) : []),
];
