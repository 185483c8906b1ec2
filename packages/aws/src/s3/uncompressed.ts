/** Bytes that begin as gzip and do not go on as such, or end too soon. */
export class BrokenGzip extends Error {
  override readonly name = "BrokenGzip";
}

/**
 * What may come of a gzip. Deflate packs up to 1032 times (https://zlib.net/zlib_tech.html), lines of JSON some ten
 * times: whatever is packed tighter than this, and is large, was made to take time, and a file that never ends keeps
 * every other from being read.
 */
export interface Bounds {
  /** Bytes that are always right. */
  readonly small: number;
  /** How many times the compressed bytes may grow beyond those. */
  readonly times: number;
  /** Bytes that are never right. */
  readonly large: number;
}

const usual: Bounds = { small: 32 * 2 ** 20, times: 100, large: 4 * 2 ** 30 };

/**
 * Bytes as they are or, when they begin as gzip does (RFC 1952, https://www.rfc-editor.org/rfc/rfc1952), uncompressed.
 *
 * @throws BrokenGzip after all bytes that could be uncompressed, or as many as the bounds allow
 */
export async function* uncompressed(
  source: AsyncIterable<Uint8Array>,
  bounds: Bounds = usual,
): AsyncGenerator<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]();
  let first = await chunks.next();
  // Two bytes tell, and a chunk may hold one.
  while (!first.done && first.value.length < 2) {
    const next = await chunks.next();
    if (next.done) break;
    first = { done: false, value: Buffer.concat([first.value, next.value]) };
  }
  if (first.done) return;
  const all = withFirst(first.value, chunks);
  if (first.value[0] === 0x1f && first.value[1] === 0x8b) yield* gunzipped(all, bounds);
  else yield* all;
}

async function* withFirst(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    // Whoever stops early lets go of the connection.
    await rest.return?.();
  }
}

async function* gunzipped(
  source: AsyncIterable<Uint8Array>,
  { small, times, large }: Bounds,
): AsyncGenerator<Uint8Array> {
  const [{ createGunzip }, { Readable, pipeline }] = await Promise.all([
    import("node:zlib"),
    import("node:stream"),
  ]);
  const gunzip = createGunzip();
  const unzip = pipeline(Readable.from(source, { objectMode: false }), gunzip, () => {
    // The reader of the last stream is told of the error too.
  });
  let grown = 0;
  try {
    for await (const chunk of unzip) {
      // The stream was given no encoding, so its chunks are bytes.
      const bytes = chunk as Uint8Array;
      grown += bytes.length;
      if (grown > Math.min(large, Math.max(small, times * gunzip.bytesWritten))) {
        throw new BrokenGzip(
          `${grown} bytes came of ${gunzip.bytesWritten}, which is more than lines of JSON do`,
        );
      }
      yield bytes;
    }
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (!code.startsWith("Z_")) throw error;
    throw new BrokenGzip(error instanceof Error ? error.message : code, { cause: error });
  }
}
