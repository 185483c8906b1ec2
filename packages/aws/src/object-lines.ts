import { GetObjectCommand } from "@aws-sdk/client-s3";
import { s3 } from "./clients/s3.ts";
import { isNotFound } from "./failure.ts";
import type { S3Location } from "./s3-location.ts";

/** Characters of a line that are kept; what is cut off is no JSON any more, and counted as unread by who reads it. */
const longestLine = 4_000_000;

/**
 * The lines of an object that are not empty, one after the other, so that memory does not grow with the object. Bytes
 * that are no UTF-8 become U+FFFD. An object that has gone meanwhile has no lines.
 */
export async function* objectLines({ bucket, key }: S3Location): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8");
  let begun: string[] = [];
  let held = 0;
  for await (const chunk of chunks(bucket, key)) {
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

function* lines(text: string): Generator<string> {
  for (const line of text.split("\n")) if (line.trim() !== "") yield line;
}

async function* chunks(bucket: string, key: string): AsyncGenerator<Uint8Array> {
  try {
    const { Body } = await s3().send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    // The SDK's type leaves open what the stream is of; S3 sends bytes.
    if (Body) yield* Body.transformToWebStream() as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}
