import {
  BedrockClient,
  GetFoundationModelAvailabilityCommand,
  GetFoundationModelCommand,
  ListFoundationModelsCommand,
  ListInferenceProfilesCommand,
} from "@aws-sdk/client-bedrock";
import { EKS } from "@aws-sdk/client-eks";
import {
  CreateServiceSpecificCredentialCommand,
  CreateUserCommand,
  DeleteServiceSpecificCredentialCommand,
  DeleteUserCommand,
  GetAccessKeyLastUsedCommand,
  IAMClient,
  ListServiceSpecificCredentialsCommand,
  UpdateServiceSpecificCredentialCommand,
} from "@aws-sdk/client-iam";
import { DescribeParametersCommand, SSMClient } from "@aws-sdk/client-ssm";
import { DEFAULT_MODEL } from "../../../config/models";
import { catalogueOf } from "./catalogue";
import { describeOnLauncher } from "./describe-on-launcher";
import { ACCOUNT, REGION } from "./launcher";

const BEDROCK = "bedrock.amazonaws.com";
const BEDROCK_REGION = "us-west-2";

describeOnLauncher("What the launcher answers itself", (launcher) => {
  const iam = () => new IAMClient(launcher().clientOf(launcher().tester));

  it("keeps a user's API keys for Bedrock", async () => {
    const UserName = "openhands-bedrock";
    await iam().send(new CreateUserCommand({ UserName }));
    const create = new CreateServiceSpecificCredentialCommand({
      UserName,
      ServiceName: BEDROCK,
      CredentialAgeDays: 30,
    });
    const { ServiceSpecificCredential: made } = await iam().send(create);
    const ServiceSpecificCredentialId = made?.ServiceSpecificCredentialId;
    expect(made).toMatchObject({ Status: "Active", ExpirationDate: expect.any(Date) });

    const list = async () => {
      const command = new ListServiceSpecificCredentialsCommand({ UserName, ServiceName: BEDROCK });
      return (await iam().send(command)).ServiceSpecificCredentials;
    };
    expect(await list()).toMatchObject([{ ServiceSpecificCredentialId, Status: "Active", UserName }]);
    expect(JSON.stringify(await list())).not.toContain(made?.ServiceCredentialSecret);

    const named = { UserName, ServiceSpecificCredentialId };
    await iam().send(new UpdateServiceSpecificCredentialCommand({ ...named, Status: "Inactive" }));
    expect(await list()).toMatchObject([{ Status: "Inactive" }]);
    await expect(iam().send(new DeleteUserCommand({ UserName }))).rejects.toMatchObject({
      name: "DeleteConflictException",
    });
    await iam().send(new DeleteServiceSpecificCredentialCommand(named));
    expect(await list()).toEqual([]);
    await expect(iam().send(new DeleteServiceSpecificCredentialCommand(named))).rejects.toMatchObject({
      name: "NoSuchEntityException",
    });
    await iam().send(new DeleteUserCommand({ UserName }));
  });

  it("keeps the associations of EKS Pod Identity, one for a service account, each in its cluster and region", async () => {
    const options = launcher().clientOf(launcher().tester);
    const [eks, elsewhere] = [new EKS(options), new EKS({ ...options, region: BEDROCK_REGION })];
    const roleArn = `arn:aws:iam::${ACCOUNT}:role/workload`;
    const account = { clusterName: "agents", namespace: "openhands", serviceAccount: "openhands" };
    const missing = { name: "ResourceNotFoundException", message: "No cluster found for name: agents." };
    await expect(eks.listPodIdentityAssociations(account)).rejects.toMatchObject(missing);
    await eks.createCluster({ name: "agents", roleArn, resourcesVpcConfig: {} });

    const request = { ...account, roleArn, clientRequestToken: "token" };
    const { association } = await eks.createPodIdentityAssociation(request);
    expect((await eks.createPodIdentityAssociation(request)).association).toEqual(association);
    const { associationId, associationArn } = association ?? {};
    const summary = { ...account, associationId, associationArn };
    expect(associationArn).toBe(`arn:aws:eks:${REGION}:${ACCOUNT}:podidentityassociation/agents/${associationId}`);
    await expect(eks.createPodIdentityAssociation({ ...account, roleArn })).rejects.toMatchObject({
      name: "ResourceInUseException",
    });
    await eks.createPodIdentityAssociation({ ...account, serviceAccount: "other", roleArn });
    expect((await eks.listPodIdentityAssociations(account)).associations).toEqual([summary]);
    const page = await eks.listPodIdentityAssociations({ clusterName: "agents", maxResults: 1 });
    expect(page).toMatchObject({ associations: [summary], nextToken: expect.any(String) });
    await expect(elsewhere.listPodIdentityAssociations(account)).rejects.toMatchObject(missing);

    const one = { clusterName: "agents", associationId };
    await eks.updatePodIdentityAssociation({ ...one, disableSessionTags: true });
    expect((await eks.describePodIdentityAssociation(one)).association).toMatchObject({
      ...{ ...summary, roleArn, disableSessionTags: true },
    });
    await eks.deletePodIdentityAssociation(one);
    await expect(eks.describePodIdentityAssociation(one)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  it("deletes no user that has access keys", async () => {
    await expect(iam().send(new DeleteUserCommand({ UserName: "operator" }))).rejects.toMatchObject({
      name: "DeleteConflictException",
    });
  });

  it("says late when a key was last used", async () => {
    const { accessKeyId: AccessKeyId } = launcher().operator;
    const lastUse = async () => (await iam().send(new GetAccessKeyLastUsedCommand({ AccessKeyId }))).AccessKeyLastUsed;
    expect(await lastUse()).toEqual({ ServiceName: "N/A", Region: "N/A" });
    await new SSMClient(launcher().clientOf(launcher().operator)).send(new DescribeParametersCommand({}));
    await launcher().settings({ lastUsedLag: 60 });
    expect(await lastUse()).toEqual({ ServiceName: "N/A", Region: "N/A" });
    await launcher().settings({ lastUsedLag: 0 });
    expect(await lastUse()).toEqual({ ServiceName: "ssm", Region: REGION, LastUsedDate: expect.any(Date) });
    const { arn: principal } = launcher().operator;
    const elsewhere = { service: "bedrock", action: "InvokeModel", region: BEDROCK_REGION };
    await launcher().record({ ...elsewhere, principal, accessKeyId: AccessKeyId });
    expect(await lastUse()).toMatchObject({ ServiceName: "bedrock", Region: BEDROCK_REGION });
  });

  it("does not take a wrong signature for a use", async () => {
    const { accessKeyId: AccessKeyId } = launcher().operator;
    const wrong = { ...launcher().operator, secretAccessKey: "x".repeat(40) };
    await new SSMClient(launcher().clientOf(wrong)).send(new DescribeParametersCommand({})).catch(() => undefined);
    const { AccessKeyLastUsed } = await iam().send(new GetAccessKeyLastUsedCommand({ AccessKeyId }));
    expect(AccessKeyLastUsed).toEqual({ ServiceName: "N/A", Region: "N/A" });
  });

  it("offers the models and profiles of config/models.ts, as of an instant", async () => {
    const bedrock = new BedrockClient({ ...launcher().clientOf(launcher().tester), region: BEDROCK_REGION });
    const models = async () => (await bedrock.send(new ListFoundationModelsCommand({}))).modelSummaries ?? [];
    expect(await models()).toEqual([]);

    const ended = "anthropic.claude-sonnet-4-20250514-v1:0";
    const ids = async () => (await models()).map(({ modelId }) => modelId);
    await launcher().bedrock(BEDROCK_REGION, catalogueOf(BEDROCK_REGION, ACCOUNT, new Date("2026-10-13")));
    expect(await ids()).toContain(ended);
    const { modelDetails } = await bedrock.send(new GetFoundationModelCommand({ modelIdentifier: ended }));
    expect(modelDetails?.modelLifecycle).toEqual({
      status: "LEGACY",
      legacyTime: new Date("2026-04-14"),
      endOfLifeTime: new Date("2026-10-14"),
    });

    await launcher().bedrock(BEDROCK_REGION, catalogueOf(BEDROCK_REGION, ACCOUNT, new Date("2026-11-27")));
    expect(await ids()).not.toContain(ended);
    await expect(bedrock.send(new GetFoundationModelCommand({ modelIdentifier: ended }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
    const { inferenceProfileSummaries = [] } = await bedrock.send(new ListInferenceProfilesCommand({}));
    const profile = inferenceProfileSummaries.find(
      ({ inferenceProfileId }) => inferenceProfileId === `us.${DEFAULT_MODEL}`,
    );
    expect(profile?.models?.map(({ modelArn }) => modelArn?.split(":")[3])).toEqual(
      expect.arrayContaining(["us-east-1", "us-east-2", "us-west-2"]),
    );
    const asked = new GetFoundationModelAvailabilityCommand({ modelId: DEFAULT_MODEL });
    expect(await bedrock.send(asked)).toMatchObject({ authorizationStatus: "AUTHORIZED" });
  });
});
