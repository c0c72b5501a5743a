/** What a sandbox of OpenHands 1.x is started with. */
export interface Sandbox {
  readonly env: Readonly<Record<string, string>>;
  /** Folders of the node by where the sandbox has them. */
  readonly mounts: readonly (readonly [string, string])[];
}

/**
 * What OpenHands' app makes of its own variables when it starts a sandbox.
 * @see https://github.com/OpenHands/OpenHands/blob/main/openhands/app_server/sandbox/sandbox_spec_service.py
 */
export function sandboxOf(app: Readonly<Record<string, string>>): Sandbox {
  const handedOn = Object.entries(app).filter(([name]) => /^(LLM|LMNR)_/.test(name));
  const volumes = app.SANDBOX_VOLUMES?.split(",") ?? [];
  return {
    env: { ...Object.fromEntries(handedOn), ...JSON.parse(app.OH_AGENT_SERVER_ENV ?? "{}") },
    mounts: volumes.map((volume) => {
      const [source = "", path = ""] = volume.split(":");
      return [path, source] as const;
    }),
  };
}
