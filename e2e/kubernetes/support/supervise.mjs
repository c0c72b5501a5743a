// Runs `node supervise.mjs PROGRAM ARGUMENTS...` until its own standard input closes: so a server never outlives the
// process that started it, however that process dies. SUPERVISE_SIGNAL is what ends it then.
import { spawn } from "node:child_process";

const [program, ...args] = process.argv.slice(2);
const server = spawn(program, args, { stdio: ["ignore", "inherit", "inherit"] });
server.once("error", (error) => {
  console.error(error.message);
  process.exit(127);
});
server.once("close", (code) => process.exit(code ?? 1));

const stop = () => {
  server.kill(process.env.SUPERVISE_SIGNAL ?? "SIGTERM");
  setTimeout(() => server.kill("SIGKILL"), 5000).unref();
};
process.stdin.on("close", stop).resume();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
