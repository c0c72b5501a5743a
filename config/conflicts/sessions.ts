import type { Problem } from "../problem";
import type { ConfigFile } from "../schema";

export function* sessionConflicts({ deploy }: ConfigFile): Iterable<Problem> {
  if (!deploy) return;
  const { build, sync, identityCheck } = deploy;
  const sessions = [
    { user: "build", role: "build", seconds: build.session.seconds, most: build.maxSessionSeconds },
    { user: "sync", role: "sync", seconds: sync.session.seconds, most: sync.maxSessionSeconds },
    { user: "identityCheck", role: "build", seconds: identityCheck.session.seconds, most: build.maxSessionSeconds },
  ];
  for (const { user, role, seconds, most } of sessions)
    if (seconds > most)
      yield {
        path: ["deploy", user, "session", "seconds"],
        message: `must be at most ${most}, which is deploy.${role}.maxSessionSeconds; raise that or lower this`,
      };
}
