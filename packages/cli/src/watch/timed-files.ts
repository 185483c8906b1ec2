import { readCapture } from "@driftwheel/core/monitor/captures/captures.ts";
import { type CaptureFile, wrongInput } from "../assess/capture-files.ts";
import { firstLine } from "../assess/first-line.ts";

export interface TimedFile extends CaptureFile {
  /** When its first capture was made, milliseconds since 1970. */
  readonly begins: number;
}

/** Characters that are looked at for a first capture: requests and answers of 6 MB each, in BASE64. */
const longestLooked = 17_000_000;

/**
 * Files of captures by the time of their first one. Files that are empty are left out.
 *
 * @throws PersonError when one does not say when its captures were made
 */
export async function timedFiles(files: readonly CaptureFile[]): Promise<readonly TimedFile[]> {
  const timed: TimedFile[] = [];
  for (const file of files) {
    const line = await firstLine(file.path, longestLooked);
    if (line.trim() === "") continue;
    const { time } = readCapture(line);
    if (time !== null) timed.push({ ...file, begins: time });
    else {
      throw wrongInput(
        `${file.name} does not say when its rows were asked: windows are made by eventMetadata.inferenceTime, which data capture writes into each line. Rows without times are for driftwheel assess.`,
      );
    }
  }
  return timed.sort((one, other) => one.begins - other.begins || (one.name < other.name ? -1 : 1));
}
