import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { PodIdentityAssociation } from "@aws-sdk/client-eks";
import { eks } from "../operations/aws/eks";

type Answer = readonly [status: number, body: object, error?: string];

/**
 * One region's EKS, for the SDK's own client: its clusters and their associations.
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_ListPodIdentityAssociations.html
 */
export class EksStub {
  /** By the cluster's name. */
  clusters: Record<string, readonly PodIdentityAssociation[]> = {};
  /** How many associations a page of the list has. */
  page = 100;
  /** Instead of the answer to a path that matches. */
  refusal?: { readonly path: RegExp; readonly status: number; readonly error: string };
  /** The paths that were asked for, with their queries. */
  readonly asked: string[] = [];

  readonly #server = createServer(({ url = "" }, response) => {
    this.asked.push(url);
    const [status, body, error] = this.#answer(new URL(url, "http://eks"));
    response.writeHead(status, error ? { "x-amzn-errortype": error } : {}).end(JSON.stringify(body));
  });

  /** Until it is stopped, the clients of this process go there. */
  static async start(): Promise<EksStub> {
    const stub = new EksStub();
    await new Promise<void>((resolve) => stub.#server.listen(0, "127.0.0.1", resolve));
    process.env.AWS_ENDPOINT_URL_EKS = `http://127.0.0.1:${(stub.#server.address() as AddressInfo).port}`;
    return stub;
  }

  client() {
    return eks({ region: "us-west-2", credentials: { accessKeyId: "AKIA", secretAccessKey: "secret" } });
  }

  stop(): void {
    delete process.env.AWS_ENDPOINT_URL_EKS;
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #answer({ pathname, searchParams }: URL): Answer {
    if (this.refusal?.path.test(pathname)) {
      const { status, error } = this.refusal;
      return [status, { message: "Refused." }, error];
    }
    const [, cluster = "", id] = /^\/clusters\/([^/]+)\/pod-identity-associations(?:\/([^/]+))?$/.exec(pathname) ?? [];
    const all = this.clusters[cluster];
    if (!all) return [404, { message: `No cluster found for name: ${cluster}.` }, "ResourceNotFoundException"];
    if (id !== undefined) {
      const association = all.find(({ associationId }) => associationId === id);
      return association
        ? [200, { association }]
        : [404, { message: "There is no such association." }, "ResourceNotFoundException"];
    }
    const wanted = all.filter(
      ({ namespace = "", serviceAccount = "" }) =>
        namespace.startsWith(searchParams.get("namespace") ?? "") &&
        serviceAccount.startsWith(searchParams.get("serviceAccount") ?? ""),
    );
    const start = Number(searchParams.get("nextToken"));
    const end = start + this.page;
    const associations = wanted
      .slice(start, end)
      .map(({ roleArn, targetRoleArn, disableSessionTags, policy, ...summary }) => summary);
    return [200, { associations, ...(end < wanted.length && { nextToken: String(end) }) }];
  }
}
