import type { Finding } from "../finding";

/** `the bucket is public on purpose (until 2027-01-31)` */
export const exemptionWords = ({ reason, expires }: NonNullable<Finding["exemption"]>): string =>
  expires === undefined ? reason : `${reason} (until ${expires})`;
