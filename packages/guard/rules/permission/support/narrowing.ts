import type { Statement } from "../../../policy/statement";
import { rawText } from "../../../text";

/** Keys about the caller, the place and time of the request, or the owner of the resource: not about which resources are meant. */
const NOT_OF_THE_RESOURCE =
  /^(aws:(securetransport|sourceip|vpcsourceip|sourcevpc|sourcevpce|multifactorauth(present|age)|requestedregion|currenttime|epochtime|tokenissuetime|principal.*|userid|username|useragent|referer|federatedprovider|resourceaccount|resourceorgid|resourceorgpaths)|s3:(resourceaccount|tlsversion|signatureversion|authtype|signatureage))$/;

/** Whether a condition narrows a statement to some of the resources that it names. */
export const isNarrowed = ({ conditions }: Statement): boolean =>
  conditions.some(({ key }) => !NOT_OF_THE_RESOURCE.test(rawText(key).toLowerCase()));
