export { type Preset, presetFiles } from "./preset";
export {
  CREDENTIALS_FILE,
  podUid,
  REFRESHED_MOUNT,
  type RefresherProps,
  refresher,
  refresherVolume,
  SANDBOX_MOUNT,
} from "./refresher";
export { DESIGNED, type OpenhandsProps, SETTINGS, type Setting, variablesFor } from "./settings";
export { type SettingsWriterProps, settingsWriter } from "./settings-writer";
export { TOKEN_MOUNT, tokenVolume, type WebIdentity, webIdentityVariables } from "./web-identity";
