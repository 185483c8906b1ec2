import { longestLine } from "@driftwheel/core/monitor/captures/capture-lines.ts";
import { objectBytes } from "./object-bytes.ts";
import type { S3Location } from "./s3-location.ts";
import { BrokenGzip } from "./uncompressed.ts";

/**
 * The lines of an object that are not empty, one after the other, so that memory does not grow with the object; gzip
 * is uncompressed. Whoever reads counts what is no JSON as unread, so nothing is lost unseen: bytes that are no UTF-8
 * become U+FFFD, a line longer than `longestLine` is cut off, and gzip that breaks off ends in a line that says so. An
 * object that has gone meanwhile has no lines.
 *
 * @param etag the version that is wanted; another one counts as none
 */
export async function* objectLines(location: S3Location, etag?: string): AsyncGenerator<string> {
  const bytes = await objectBytes(location, etag);
  if (bytes !== null) yield* linesOf(bytes);
}

/** The same of bytes that are there already. */
export async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8");
  let begun: string[] = [];
  let held = 0;
  for await (const chunk of toldWhenBroken(bytes)) {
    let text = decoder.decode(chunk, { stream: true });
    const end = text.lastIndexOf("\n");
    if (end >= 0) {
      yield* lines(begun.join("") + text.slice(0, end));
      text = text.slice(end + 1);
      begun = [];
      held = 0;
    }
    if (held > longestLine) continue;
    begun.push(text);
    held += text.length;
  }
  yield* lines(begun.join("") + decoder.decode());
}

async function* toldWhenBroken(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (error) {
    if (!(error instanceof BrokenGzip)) throw error;
    yield new TextEncoder().encode(`\nThe rest of the file is no gzip: ${error.message}.`);
  }
}

function* lines(text: string): Generator<string> {
  for (const line of text.split("\n")) if (line.trim() !== "") yield line;
}
