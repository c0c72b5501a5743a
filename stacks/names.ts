/** Every stack that a config can have. */
export const STACK_NAMES = ["openhands", "openhands-deploy", "openhands-kubernetes"] as const;
