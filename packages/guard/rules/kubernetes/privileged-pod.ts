import type { Rule } from "../../rule";
import { folded } from "../../support/folded";
import { listAt, memberAt, type Part, partsOf, textAt } from "../../support/json";
import { kubernetesObjects } from "../../support/kubernetes";
import { rawText } from "../../text";

export const privilegedPod: Rule = {
  id: "privileged-pod",
  area: "kubernetes",
  severity: "info",
  what: "A pod has the privileges of its node.",
  why: "Anyone who controls the pod (an agent runs whatever it is told to run) controls the node, and with it every pod and credential there.",
  fix: "Remove the setting if the pod can do without it; otherwise give the pod a node of its own without other credentials.",
  source: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  *check(model) {
    for (const { at, body } of kubernetesObjects(model))
      for (const part of partsOf(body)) for (const power of powersIn(part)) yield { at, message: `${power}.` };
  },
};

const SWITCHES = ["privileged", "hostNetwork", "hostPID", "hostIPC", "host_network", "host_pid", "host_ipc"];
const CAPABILITIES = /^(?:CAP_)?(?:ALL|SYS_ADMIN|SYS_MODULE|SYS_PTRACE|NET_ADMIN|DAC_READ_SEARCH)$/;
const RUNTIME_SOCKET = /(?:docker|containerd|crio|podman|cri-dockerd)\.sock$/;

function* powersIn({ path, value }: Part): Generator<string> {
  for (const name of SWITCHES) if (memberAt(value, name) === true) yield `${path}.${name} is true`;
  const added = listAt(value, "capabilities", "add").map(String).filter(isPowerful);
  if (added.length > 0) yield `${path}.capabilities adds ${folded(added)}`;
  const mounted = rawText(textAt(value, "hostPath", "path")) || rawText(textAt(value, "host_path", "path"));
  if (RUNTIME_SOCKET.test(mounted)) yield `${path} mounts the container runtime's socket, ${mounted}`;
  else if (
    /^\/(?:etc|root|proc|sys|boot|dev|var(?:\/(?:run|lib))?|run)?\/?$/.test(mounted) ||
    /^\/var\/lib\/kubelet/.test(mounted)
  )
    yield `${path} mounts ${mounted} of the node`;
}

const isPowerful = (capability: string): boolean => CAPABILITIES.test(capability);
