/** A body that was sent in chunks, and the headers that followed it. */
export interface DecodedBody {
  readonly body: Uint8Array;
  readonly trailers: Readonly<Record<string, string>>;
}

/**
 * Takes the `aws-chunked` framing off a body: `<hex size>[;chunk-signature=...]\r\n<bytes>\r\n ... 0\r\n`, then
 * trailers. Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export function decodeAwsChunked(framed: Uint8Array): DecodedBody {
  const input = Buffer.from(framed.buffer, framed.byteOffset, framed.byteLength);
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = input.indexOf("\r\n", at);
    if (lineEnd < 0) throw new Error("aws-chunked: the chunk header has no end");
    const size = Number.parseInt(input.toString("latin1", at, lineEnd).split(";")[0] ?? "", 16);
    if (!Number.isInteger(size) || lineEnd + 2 + size > input.length) {
      throw new Error("aws-chunked: the chunk is shorter than its header says");
    }
    at = lineEnd + 2;
    if (size === 0) break;
    chunks.push(input.subarray(at, at + size));
    at += size + 2;
  }
  return { body: Buffer.concat(chunks), trailers: trailersOf(input.toString("latin1", at)) };
}

function trailersOf(text: string): Record<string, string> {
  const pairs = text.split("\r\n").flatMap((line) => {
    const colon = line.indexOf(":");
    return colon > 0
      ? [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const]
      : [];
  });
  return Object.fromEntries(pairs);
}
