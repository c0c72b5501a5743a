import { TOKEN_MOUNT, tokenVolume, webIdentityVariables } from "./web-identity";

it("asks for a token of the audience and the lifetime", () => {
  expect(tokenVolume({ audience: "sts.amazonaws.com", seconds: 7200 })).toHaveProperty("projected", {
    sources: [{ serviceAccountToken: { audience: "sts.amazonaws.com", expirationSeconds: 7200, path: "token" } }],
    defaultMode: 420,
  });
});

it("names the file where the volume is mounted, for reading only", () => {
  const [role, file, session, ...others] = webIdentityVariables("arn:aws:iam::123456789012:role/r");
  expect(TOKEN_MOUNT).toMatchObject({ name: tokenVolume({ audience: "a", seconds: 600 }).name, readOnly: true });
  expect(role).toEqual({ name: "AWS_ROLE_ARN", value: "arn:aws:iam::123456789012:role/r" });
  expect(file).toEqual({ name: "AWS_WEB_IDENTITY_TOKEN_FILE", value: `${TOKEN_MOUNT.mountPath}/token` });
  expect(session).toMatchObject({
    name: "AWS_ROLE_SESSION_NAME",
    valueFrom: { fieldRef: { fieldPath: "metadata.uid" } },
  });
  expect(others).toEqual([]);
});
