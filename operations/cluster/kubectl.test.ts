import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { Kubectl } from "./kubectl";

const folder = mkdtempSync(join(tmpdir(), "openhands-aws-kubectl-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** @param script of the program that is on the PATH instead of kubectl */
function kubectl(script: string, options = {}): Kubectl {
  const file = join(folder, "kubectl");
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return new Kubectl({ env: { PATH: [folder, process.env.PATH].join(delimiter) }, ...options });
}

const object = { metadata: { name: "a", creationTimestamp: "2026-11-27T00:00:00Z" } };

it("reads objects, in the context and namespace that it is given", async () => {
  const said = kubectl(`echo '${JSON.stringify(object)}'; echo "$@" > ${folder}/args`, { context: "prod" });
  expect(await said.get("secret", "a", "openhands")).toEqual(object);
  const echo = kubectl('echo "$@"', { context: "prod" });
  expect(await echo.run("get", "secret", "a", "--namespace=openhands")).toBe(
    "get secret a --namespace=openhands --context=prod --request-timeout=8s\n",
  );
});

it("lists objects", async () => {
  expect(await kubectl(`echo '{"items": [${JSON.stringify(object)}]}'`).list("pods", "n", "app=a")).toEqual([object]);
});

it("gives nothing for what does not exist", async () => {
  const none = kubectl(`echo 'Error from server (NotFound): secrets "a" not found' >&2; exit 1`);
  expect(await none.get("secret", "a", "n")).toBeUndefined();
});

it.each([
  ["denied", 'Error from server (Forbidden): secrets "a" is forbidden: User "x" cannot get resource "secrets"'],
  ["unreachable", "The connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?"],
  ["unreachable", "error: You must be logged in to the server (Unauthorized)"],
  ["unreachable", 'error: context "none" does not exist'],
  ["unreadable", 'error: error loading config file "/etc/k3s.yaml": open /etc/k3s.yaml: permission denied'],
  ["unreadable", 'error: error loading config file "/root/.kube/config": yaml: line 1: did not find expected node'],
  ["unreadable", "* unable to read client-key /root/k for u due to open /root/k: permission denied"],
  ["unreadable", "* unable to read certificate-authority /root/ca for c due to open /root/ca: no such file"],
  ["unreachable", "Unable to connect to the server: getting credentials: exec: executable aws not found"],
  ["denied", 'error: failed to create token: serviceaccounts "a" is forbidden: User "x" cannot create resource "b"'],
  ["not-found", 'error: failed to create token: serviceaccounts "a" not found'],
  ["failed", "Error from server (InternalError): an error on the server has prevented the request from succeeding"],
])("%s: %s", async (kind, stderr) => {
  const failing = kubectl(`echo 'E1127 12:00:00.000001 1 memcache.go:265] noise' >&2; echo '${stderr}' >&2; exit 1`);
  await expect(failing.reach()).rejects.toMatchObject({
    kind,
    message: expect.stringMatching(/^kubectl get --raw=\/version: .*[^.]\.?$/),
  });
});

it("says that there is no kubectl", async () => {
  await expect(new Kubectl({ env: { PATH: "/nowhere" } }).reach()).rejects.toMatchObject({
    kind: "unreachable",
    message: expect.stringContaining("no kubectl on the PATH"),
  });
});

it("ends with the signal", async () => {
  const hanging = kubectl("exec sleep 60", { signal: AbortSignal.timeout(100) });
  await expect(hanging.reach()).rejects.toMatchObject({ kind: "unreachable" });
});
