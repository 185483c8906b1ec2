import { capturedRow, misaligned } from "@driftwheel/core/monitor/batch/captured-row.ts";
import { transformedRow } from "@driftwheel/core/monitor/batch/transformed-row.ts";
import { objectBytes } from "../../s3/object-bytes.ts";
import { linesOf, objectLines } from "../../s3/object-lines.ts";
import { s3Location } from "../../s3/s3-location.ts";
import type { BatchFile } from "./batch-files.ts";

/** A row of a batch as a line of data capture, or why a file has none, and how many it would have. */
export type BatchRow = { readonly line: string } | { readonly unread: string; readonly rows: number };

/**
 * The rows of an output beside those of its input, one after the other, so that memory does not grow with them. An output
 * with more or fewer lines than its input is not read at all: nobody knows which answer is whose.
 */
export async function* batchRows(file: Omit<BatchFile, "bytes">): AsyncGenerator<BatchRow> {
  const { input, output, at, etag } = file;
  const version = etag === "" ? undefined : etag;
  const bytes = await objectBytes(s3Location(output), version);
  if (bytes === null) {
    yield { unread: `${output}: is not there any more; expected the output as it was captured`, rows: 1 };
    return;
  }
  let answered = 0;
  for await (const _ of linesOf(bytes)) answered += 1;
  const question = await objectBytes(s3Location(input));
  if (question === null) {
    const unread = `${input}: is not there any more; expected the input of ${output}`;
    yield { unread, rows: Math.max(answered, 1) };
    return;
  }
  let asked = 0;
  for await (const _ of linesOf(question)) asked += 1;
  const reason = misaligned(file, { asked, answered });
  if (reason !== null) {
    yield { unread: reason, rows: Math.max(asked, answered) };
    return;
  }
  const inputs = objectLines(s3Location(input));
  let row = 0;
  for await (const answer of objectLines(s3Location(output), version)) {
    const { value, done } = await inputs.next();
    if (done) return;
    row += 1;
    const name = `${output}#${row}`;
    yield { line: capturedRow({ input: value, transformed: transformedRow(answer), name, at }) };
  }
}
