import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

interface Part {
  readonly place: string;
  readonly content: Buffer;
}

interface Manifest {
  readonly config: { readonly digest: string };
  readonly layers: readonly { readonly digest: string; readonly mediaType: string }[];
}

/**
 * Everything in an image: index, manifest, config, each history entry, and each layer as it is, even if later ones delete
 * parts of it.
 * @param layout its folder, in OCI's image layout
 * @throws Error if there is anything else, such as a layer with an unsupported compression
 * @see https://github.com/opencontainers/image-spec/blob/main/image-layout.md
 */
export function* imageParts(layout: string): Generator<Part> {
  const blobs = join(layout, "blobs/sha256");
  const unread = new Set(readdirSync(blobs));
  const blob = (digest: string) => {
    const name = digest.replace("sha256:", "");
    unread.delete(name);
    return readFileSync(join(blobs, name));
  };
  const index = readFileSync(join(layout, "index.json"));
  yield { place: "index", content: index };
  for (const { digest } of JSON.parse(index.toString()).manifests as { digest: string }[]) {
    const content = blob(digest);
    yield { place: "manifest", content };
    const { config, layers } = JSON.parse(content.toString()) as Manifest;
    const { history, ...rest } = JSON.parse(blob(config.digest).toString()) as { history: object[] };
    yield { place: "config", content: Buffer.from(JSON.stringify(rest)) };
    for (const [number, entry] of history.entries())
      yield { place: `history ${number}`, content: Buffer.from(JSON.stringify(entry)) };
    for (const [number, layer] of layers.entries()) {
      const kind = /^application\/vnd\.oci\.image\.layer\.v1\.tar(\+gzip)?$/.exec(layer.mediaType);
      if (!kind) throw new Error(`layer ${number} is ${layer.mediaType}: not searched.`);
      const content = blob(layer.digest);
      yield { place: `layer ${number}`, content: kind[1] ? gunzipSync(content) : content };
    }
  }
  if (unread.size > 0) throw new Error(`${[...unread].join(", ")}: not part of an image, and not searched.`);
}
