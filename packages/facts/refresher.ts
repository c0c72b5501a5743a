/** The container that refreshes the sandboxes' credentials, and its directory on the node, in itself and in the sandboxes. */
export const REFRESHER_CONTAINER = "aws-credentials-refresher";
/** Below /run, so that credentials stay in memory. The image's own programs look there too. */
export const REFRESHER_DIRECTORY = "/run/openhands-aws";
