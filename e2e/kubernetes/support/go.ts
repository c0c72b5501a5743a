import { execFileSync } from "node:child_process";

/** The installed Go, with only what go.mod and go.sum pin. */
export const GO_ENV = { GOTOOLCHAIN: "local", GOFLAGS: "-mod=readonly", GOWORK: "off", CGO_ENABLED: "0" };

/** The oldest that compiles what e2e/kubernetes/binaries pins. */
const OLDEST = [1, 25, 1];

/** What is missing to build the cluster's programs, as a sentence that says how to fix it. */
export function goProblem(): string | undefined {
  let version: string;
  try {
    const env = { ...process.env, ...GO_ENV };
    version = execFileSync("go", ["env", "GOVERSION"], { encoding: "utf8", env, stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return `Go is not on the PATH. Install ${OLDEST.join(".")} or newer: https://go.dev/dl`;
  }
  const numbers = [...(/^go(\d+)\.(\d+)(?:\.(\d+))?/.exec(version)?.slice(1) ?? [])].map((part) => Number(part ?? 0));
  const difference = OLDEST.map((part, index) => (numbers[index] ?? 0) - part).find((part) => part !== 0) ?? 0;
  return difference < 0
    ? `${version.trim()} is too old. Install Go ${OLDEST.join(".")} or newer: https://go.dev/dl`
    : undefined;
}
