/** The embedded AWS, or a program that it needs, failed: what, why and how to fix it. */
export class EmbeddedError extends Error {
  override name = "EmbeddedError";
}
