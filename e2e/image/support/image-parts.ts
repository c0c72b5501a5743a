import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

interface Part {
  readonly place: string;
  readonly content: Buffer;
}

interface Manifest {
  readonly config: { readonly digest: string };
  readonly layers: readonly { readonly digest: string; readonly mediaType: string }[];
}

/**
 * Everything in an image: manifest, config, each history entry, and each layer as it is, even if later ones delete parts
 * of it.
 * @param folder where `buildah push --disable-compression IMAGE dir:FOLDER` has put it
 * @param older digests of the layers of its base, which were there before it was built, and are left out
 * @throws Error if there is anything else, such as a compressed layer
 */
export function* imageParts(folder: string, older: ReadonlySet<string>): Generator<Part> {
  const unread = new Set(readdirSync(folder));
  const read = (name: string) => {
    unread.delete(name);
    return readFileSync(join(folder, name));
  };
  yield { place: "version", content: read("version") };
  const manifest = read("manifest.json");
  yield { place: "manifest", content: manifest };
  const { config, layers } = JSON.parse(manifest.toString()) as Manifest;
  const { history, ...rest } = JSON.parse(read(nameOf(config.digest)).toString()) as { history: object[] };
  yield { place: "config", content: Buffer.from(JSON.stringify(rest)) };
  for (const [number, entry] of history.entries())
    yield { place: `history ${number}`, content: Buffer.from(JSON.stringify(entry)) };
  for (const [number, { digest, mediaType }] of layers.entries()) {
    if (mediaType !== "application/vnd.oci.image.layer.v1.tar")
      throw new Error(`layer ${number} is ${mediaType}: not searched.`);
    if (older.has(digest)) unread.delete(nameOf(digest));
    else yield { place: `layer ${number}`, content: read(nameOf(digest)) };
  }
  if (unread.size > 0) throw new Error(`${[...unread].join(", ")}: not part of an image, and not searched.`);
}

const nameOf = (digest: string): string => digest.replace("sha256:", "");
