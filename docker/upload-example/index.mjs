// Uploads artifacts/ to s3://BUCKET/PREFIX during a docker build, as the role whose session is a build secret.
import { createReadStream } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";

// BuildKit mounts a secret below /run/secrets by its id, without a file extension.
const { CREDENTIALS_FILE = "/run/secrets/credentials", REGION, BUCKET, PREFIX = "" } = process.env;
if (!REGION || !BUCKET) throw new Error("REGION and BUCKET must be set: pass them as build arguments.");

const s3 = new S3Client({ region: REGION, credentials: await credentials() });
const folder = join(import.meta.dirname, "artifacts");
for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
  if (!entry.isFile()) continue;
  const file = join(entry.parentPath, entry.name);
  const key = PREFIX + file.slice(folder.length + 1);
  const { size } = await stat(file);
  await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: key, Body: createReadStream(file), ContentLength: size }));
  console.log(`uploaded s3://${BUCKET}/${key}`);
}

/** As `aws sts assume-role --query Credentials` prints them. Errors are reported without their values. */
async function credentials() {
  const text = await readFile(CREDENTIALS_FILE, "utf8").catch(({ code }) => {
    throw new Error(
      `${CREDENTIALS_FILE} cannot be read (${code}): mount the secret with --mount=type=secret,id=credentials.`,
    );
  });
  try {
    const { AccessKeyId, SecretAccessKey, SessionToken } = JSON.parse(text);
    if (AccessKeyId && SecretAccessKey && SessionToken)
      return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  } catch {
    // Reported below: the parser's own message would quote the text.
  }
  throw new Error(`${CREDENTIALS_FILE} is not JSON with AccessKeyId, SecretAccessKey and SessionToken.`);
}
