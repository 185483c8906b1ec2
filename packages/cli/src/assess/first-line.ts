import { createReadStream } from "node:fs";

/**
 * The first line of a file that is not blank, compressed or not; empty where the file cannot be read.
 *
 * @param most characters that are looked at; of a longer line that many and a little more are given
 */
export async function firstLine(path: string, most: number): Promise<string> {
  const { uncompressed } = await import("@driftwheel/aws/s3/uncompressed.ts");
  const decoder = new TextDecoder();
  let text = "";
  try {
    for await (const bytes of uncompressed(createReadStream(path))) {
      text = (text + decoder.decode(bytes, { stream: true })).trimStart();
      if (text.includes("\n") || text.length > most) break;
    }
  } catch {
    // Whoever reads the file tells what is wrong with it.
  }
  return text.split("\n", 1)[0] ?? "";
}
