import { createReadStream } from "node:fs";
import type { uncompressed } from "@driftwheel/aws/s3/uncompressed.ts";
import { messageOf, PersonError } from "../context/errors.ts";

/** Characters of one line; ten thousand columns of numbers take a tenth. */
const longestLine = 2_000_000;
/** A file of zeros packs a thousand times, and is a training set all the same; what is kept has bounds of its own. */
const bounds: Parameters<typeof uncompressed>[1] = { small: 2 ** 30, times: 1100, large: 2 ** 36 };

/**
 * The text of a file, part by part: uncompressed when it begins as gzip does, and without a byte order mark.
 *
 * @param name the file as it was typed
 * @param source of the bytes, where they come from elsewhere
 * @throws PersonError when it is broken, no UTF-8, or has a line that no row is as long as
 */
export async function* fileText(
  path: string,
  name: string,
  source?: AsyncIterable<Uint8Array>,
): AsyncGenerator<string> {
  const { uncompressed } = await import("@driftwheel/aws/s3/uncompressed.ts");
  // Replacing what is no UTF-8 would make categories that no live value is of.
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let isFirst = true;
  let line = 0;
  try {
    for await (const bytes of uncompressed(source ?? createReadStream(path), bounds)) {
      if (isFirst && isUtf16(bytes)) throw notUtf8(name, "is UTF-16");
      isFirst = false;
      const text = decoder.decode(bytes, { stream: true });
      const last = text.lastIndexOf("\n");
      line = last < 0 ? line + text.length : text.length - last;
      if (line > longestLine) {
        throw new PersonError(`${name} has a line of more than ${longestLine} characters; expected rows.`);
      }
      if (text !== "") yield text;
    }
    decoder.decode();
  } catch (error) {
    if (error instanceof PersonError) throw error;
    if (error instanceof TypeError && "code" in error && error.code === "ERR_ENCODING_INVALID_ENCODED_DATA") {
      throw notUtf8(name, "has bytes that are no UTF-8");
    }
    throw new PersonError(`${name} cannot be read: ${messageOf(error)}`, undefined, { cause: error });
  }
}

/** A byte order mark of UTF-16, as spreadsheets write it. */
function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

function notUtf8(name: string, what: string): PersonError {
  return new PersonError(`${name} ${what}; expected UTF-8. Save it anew, for example as "CSV UTF-8".`);
}
