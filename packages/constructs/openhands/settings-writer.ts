import type { Container, VolumeMount } from "../kubernetes/container";
import { value } from "../kubernetes/environment";

export interface SettingsWriterProps {
  /** The runtime image, which contains the program. */
  readonly image: string;
  /** The directory in which OpenHands looks for its settings. */
  readonly directory: string;
  /** The contents by their paths in it. */
  readonly files: Readonly<Record<string, object>>;
  /** OpenHands' user, who then owns the files. */
  readonly uid: number;
  /** Where the volume with the directory is. */
  readonly mount: VolumeMount;
}

/** Runs before OpenHands and writes its settings where there are none: what a user has chosen stays. */
export const settingsWriter = ({ image, directory, files, uid, mount }: SettingsWriterProps): Container => ({
  name: "openhands-settings",
  image,
  command: ["/opt/openhands-aws/bin/write-settings", directory],
  env: [value("OPENHANDS_SETTINGS", JSON.stringify(files))],
  resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "64Mi" } },
  securityContext: {
    runAsUser: uid,
    ...(uid !== 0 && { runAsGroup: uid, runAsNonRoot: true }),
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
  },
  volumeMounts: [mount],
});
