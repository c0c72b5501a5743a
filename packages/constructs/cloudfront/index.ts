export { BucketDistribution, type BucketDistributionProps } from "./bucket-distribution";
export { readByDistribution } from "./read-by-distribution";
