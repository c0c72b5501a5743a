/** Seconds for which AWS and CloudFront may keep a document, as Kubernetes' own API server says for it. */
export const CACHE_SECONDS = 3600;
export const CACHE_CONTROL = `public, max-age=${CACHE_SECONDS}`;

/** Seconds that nobody promises anything about: what reads a document just before it changes, and clocks. */
const MARGIN_SECONDS = 3600;

const after = (date: Date, seconds: number): Date => new Date(date.getTime() + seconds * 1000);

/** From when on everybody has the documents that were written at this time. */
export const seenFrom = (written: Date): Date => after(written, CACHE_SECONDS + MARGIN_SECONDS);

/** From when on a key is of no use that the API server has not had since this time. */
export const uselessFrom = (retired: Date, longestTokenSeconds: number): Date =>
  after(retired, Math.max(CACHE_SECONDS + MARGIN_SECONDS, longestTokenSeconds));
