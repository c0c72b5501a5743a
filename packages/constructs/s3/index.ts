export { type BucketScope, read, readWrite, sync, write } from "./grants";
