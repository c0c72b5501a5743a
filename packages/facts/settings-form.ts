/**
 * The form of the file with OpenHands' own settings, by family; `0.x-key` is that of releases which demand an API key,
 * also where Bedrock needs none.
 */
export type SettingsForm = "0.x-key" | "0.x" | "1.x" | "canvas";
