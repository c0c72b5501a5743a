import { checkout, setupNode, use, type WorkflowStep } from "@openhands-aws/constructs/github";

/** The steps before which `bin/openhands-aws` does not run. No job holds a credential of AWS while npm installs. */
export const OWN_PROGRAM: readonly WorkflowStep[] = [
  use(checkout, { name: "Check out", with: { "persist-credentials": false } }),
  // A cache could be filled by any other workflow.
  use(setupNode, { name: "Set up Node", with: { "node-version": "22", "package-manager-cache": false } }),
  { name: "Install", run: "npm ci\n" },
];
