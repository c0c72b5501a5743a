import { copiedFrom, describe as describeModels, invocationId, invoke, litellmModel } from "./grants";

const account = { partition: "aws", id: "123456789012" };
const why = "A test calls";
const actions = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"];
const PROFILES = "arn:aws:bedrock:us-west-2:123456789012:inference-profile";
const through = (profile: string) => [
  { operator: "StringEquals", key: "bedrock:InferenceProfileArn", values: [`${PROFILES}/${profile}`] },
];
const SONNET = "anthropic.claude-sonnet";
const HAIKU = "anthropic.claude-haiku";
const OWN = "arn:aws:bedrock:us-west-2:123456789012:application-inference-profile/a1b2c3d4e5f6";

it("names a model as clients do, with its profile or without one", () => {
  expect(invocationId({ id: SONNET, profile: "us" })).toBe("us.anthropic.claude-sonnet");
  expect(invocationId({ id: SONNET, profile: "none" })).toBe("anthropic.claude-sonnet");
  expect(invocationId({ id: SONNET, profile: "us", profileArn: OWN })).toBe(OWN);
});

it("names a model for LiteLLM, with the API where the name says nothing about the model", () => {
  expect(litellmModel("us.anthropic.claude-sonnet")).toBe("bedrock/us.anthropic.claude-sonnet");
  expect(litellmModel(OWN)).toBe(`bedrock/converse/${OWN}`);
});

it("copies an application profile from the model's profile, or from the model", () => {
  expect(copiedFrom(account, "us-west-2", { id: SONNET, profile: "eu" })).toBe(`${PROFILES}/eu.${SONNET}`);
  expect(copiedFrom(account, "us-west-2", { id: SONNET, profile: "none" })).toBe(
    `arn:aws:bedrock:us-west-2::foundation-model/${SONNET}`,
  );
});

describe("invoking", () => {
  it("goes only through the profile, to each of its regions", () => {
    const models = [{ id: SONNET, profile: "us", regions: ["us-west-2", "us-east-1"] }];
    expect(invoke(account, "us-west-2", models, why)).toEqual([
      { sid: "InvokeProfile", why, actions, resources: [`${PROFILES}/us.${SONNET}`] },
      {
        sid: "InvokeModelThroughProfile",
        why,
        actions,
        resources: [
          `arn:aws:bedrock:us-east-1::foundation-model/${SONNET}`,
          `arn:aws:bedrock:us-west-2::foundation-model/${SONNET}`,
        ],
        conditions: through(`us.${SONNET}`),
      },
    ]);
  });

  it("covers the calling region, even where the profile's regions leave it out", () => {
    const [, model] = invoke(account, "us-west-2", [{ id: SONNET, profile: "us", regions: ["us-east-1"] }], why);
    expect(model?.resources).toEqual([
      `arn:aws:bedrock:us-east-1::foundation-model/${SONNET}`,
      `arn:aws:bedrock:us-west-2::foundation-model/${SONNET}`,
    ]);
  });

  it("through the global profile covers the calling region and the regionless model", () => {
    const [, model] = invoke(account, "us-west-2", [{ id: SONNET, profile: "global", regions: [] }], why);
    expect(model).toMatchObject({
      resources: [
        `arn:aws:bedrock:us-west-2::foundation-model/${SONNET}`,
        `arn:aws:bedrock:::foundation-model/${SONNET}`,
      ],
      conditions: through(`global.${SONNET}`),
    });
  });

  it("without a profile covers the model in the calling region alone", () => {
    expect(invoke(account, "us-west-2", [{ id: SONNET, profile: "none", regions: [] }], why)).toEqual([
      {
        sid: "InvokeModels",
        why,
        actions,
        resources: [`arn:aws:bedrock:us-west-2::foundation-model/${SONNET}`],
      },
    ]);
  });

  it.each([
    ["us", ["us-east-1"], ["us-east-1", "us-west-2"]],
    ["global", [], ["us-west-2", ""]],
    ["none", [], ["us-west-2"]],
  ])("through an application profile that is copied from %s leaves out that one", (profile, regions, places) => {
    const models = [{ id: SONNET, profile, regions, profileArn: OWN }];
    expect(invoke(account, "us-west-2", models, why)).toEqual([
      { sid: "InvokeProfile", why, actions, resources: [OWN] },
      {
        sid: "InvokeModelThroughProfile",
        why,
        actions,
        resources: places.map((place) => `arn:aws:bedrock:${place}::foundation-model/${SONNET}`),
        conditions: [{ operator: "StringEquals", key: "bedrock:InferenceProfileArn", values: [OWN] }],
      },
    ]);
  });

  it("of several models keeps each to its own profile", () => {
    const models = [
      { id: SONNET, profile: "us", regions: ["us-west-2"] },
      { id: HAIKU, profile: "none", regions: [] },
      { id: HAIKU, profile: "us", regions: ["us-east-1"] },
    ];
    const grants = invoke(account, "us-west-2", models, why);
    expect(grants.map(({ sid }) => sid)).toEqual([
      "InvokeModels",
      "InvokeProfile",
      "InvokeModelThroughProfile",
      "InvokeProfile",
      "InvokeModelThroughProfile",
    ]);
    expect(grants[2]).toMatchObject({
      resources: [`arn:aws:bedrock:us-west-2::foundation-model/${SONNET}`],
      conditions: through(`us.${SONNET}`),
    });
    expect(grants[4]).toMatchObject({ conditions: through(`us.${HAIKU}`) });
  });
});

it("describes the models in the calling region, and lists all", () => {
  const models = [SONNET, HAIKU].map((id) => ({ id, profile: "us", regions: ["us-east-1"] }));
  expect(describeModels(account, "us-west-2", models, why)).toEqual([
    { sid: "ListModels", why, actions: ["bedrock:ListFoundationModels"], resources: ["*"] },
    {
      sid: "DescribeModels",
      why,
      actions: ["bedrock:GetFoundationModel"],
      resources: [
        `arn:aws:bedrock:us-west-2::foundation-model/${SONNET}`,
        `arn:aws:bedrock:us-west-2::foundation-model/${HAIKU}`,
      ],
    },
  ]);
});
