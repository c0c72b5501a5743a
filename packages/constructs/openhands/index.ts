export {
  CREDENTIALS_FILE,
  podUid,
  type RefresherProps,
  refresher,
  refresherVolume,
  SANDBOX_MOUNT,
} from "./refresher";
export { DESIGNED, type OpenhandsProps, RELEASES, type Release, type Setting, variablesFor } from "./settings";
