import { describe as describeModels, invocationId, invoke } from "./grants";

const account = { partition: "aws", id: "123456789012" };
const why = "A test calls";
const actions = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"];
const PROFILES = "arn:aws:bedrock:us-west-2:123456789012:inference-profile";
const through = (profile: string) => [
  { operator: "StringEquals", key: "bedrock:InferenceProfileArn", values: [`${PROFILES}/${profile}`] },
];
const SONNET = "anthropic.claude-sonnet";
const HAIKU = "anthropic.claude-haiku";

it("names a model as clients do, with its profile or without one", () => {
  expect(invocationId({ id: SONNET, profile: "us" })).toBe("us.anthropic.claude-sonnet");
  expect(invocationId({ id: SONNET, profile: "none" })).toBe("anthropic.claude-sonnet");
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
