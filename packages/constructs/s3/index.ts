export { accessLogDelivery } from "./access-log-delivery";
export { type BucketScope, read, readWrite, sync, write } from "./grants";
export { PrivateBucket, type PrivateBucketProps } from "./private-bucket";
export { readByAnyone } from "./read-by-anyone";
export { requireTls } from "./require-tls";
