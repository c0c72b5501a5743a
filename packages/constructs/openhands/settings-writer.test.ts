import { type SettingsWriterProps, settingsWriter } from "./settings-writer";

const props: SettingsWriterProps = {
  image: "ghcr.io/octo-org/runtime:1-abc",
  directory: "/home/openhands/.openhands",
  files: { "profiles/bedrock.json": { model: "m" }, "settings.json": { active_profile: "bedrock" } },
  uid: 10_001,
  mount: { name: "state", mountPath: "/home/openhands/.openhands", subPath: "openhands" },
};

it("gives the program the directory and the contents that it reads", () => {
  const { image, command, env } = settingsWriter(props);
  expect(image).toBe(props.image);
  expect(command).toEqual(["/opt/openhands-aws/bin/write-settings", "/home/openhands/.openhands"]);
  expect(env).toEqual([
    {
      name: "OPENHANDS_SETTINGS",
      value: '{"profiles/bedrock.json":{"model":"m"},"settings.json":{"active_profile":"bedrock"}}',
    },
  ]);
});

it("mounts nothing but the state", () => expect(settingsWriter(props).volumeMounts).toEqual([props.mount]));

const POWERLESS = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
};

it("writes as OpenHands' user, with no power beside", () => {
  expect(settingsWriter(props).securityContext).toEqual({
    runAsUser: 10_001,
    runAsGroup: 10_001,
    runAsNonRoot: true,
    ...POWERLESS,
  });
});

it("writes as root only for an app that runs as root", () => {
  expect(settingsWriter({ ...props, uid: 0 }).securityContext).toEqual({ runAsUser: 0, ...POWERLESS });
});
