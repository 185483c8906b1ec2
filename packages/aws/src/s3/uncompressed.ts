/** Bytes that begin as gzip and do not go on as such, or end too soon. */
export class BrokenGzip extends Error {
  override readonly name = "BrokenGzip";
}

/**
 * Bytes as they are or, when they begin as gzip does (RFC 1952, https://www.rfc-editor.org/rfc/rfc1952), uncompressed.
 *
 * @throws BrokenGzip after all bytes that could be uncompressed
 */
export async function* uncompressed(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
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
  if (first.value[0] === 0x1f && first.value[1] === 0x8b) yield* gunzipped(all);
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

async function* gunzipped(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const [{ createGunzip }, { Readable, pipeline }] = await Promise.all([
    import("node:zlib"),
    import("node:stream"),
  ]);
  const unzip = pipeline(Readable.from(source, { objectMode: false }), createGunzip(), () => {
    // The reader of the last stream is told of the error too.
  });
  try {
    yield* unzip;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (!code.startsWith("Z_")) throw error;
    throw new BrokenGzip(error instanceof Error ? error.message : code, { cause: error });
  }
}
