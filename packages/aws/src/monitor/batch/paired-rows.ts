import { capturedRow } from "@driftwheel/core/monitor/batch/captured-row.ts";
import { transformedRow } from "@driftwheel/core/monitor/batch/transformed-row.ts";
import { objectBytes } from "../../s3/object-bytes.ts";
import { linesOf } from "../../s3/object-lines.ts";
import { listObjects } from "../../s3/objects.ts";
import { asFolder, s3Location, s3Uri } from "../../s3/s3-location.ts";
import type { IsRepeated } from "./repeated-inputs.ts";

/** Two answers to the same row as lines of data capture of the same id, or why an object's rows are no pairs. */
export type PairedRow =
  | { readonly champion: string; readonly challenger: string }
  | { readonly unread: string };

/**
 * The rows of a challenger's outputs beside those of the champion's of the same name, one after the other. Both answer the
 * same input line by line, so that the same line of both is the answer to the same row; where one ends before the other
 * nobody knows which are.
 *
 * @param isRepeated inputs whose rows an earlier run has, which are left out
 * @param champion where the champion's job wrote, `s3://bucket/prefix`; the challenger's the same
 * @param at when both count as answered, milliseconds since 1970
 */
export async function* pairedRows(outputs: {
  readonly champion: string;
  readonly challenger: string;
  readonly at: number;
  readonly isRepeated: IsRepeated;
}): AsyncGenerator<PairedRow> {
  const { at, isRepeated } = outputs;
  const [before, its] = [rootOf(outputs.champion), rootOf(outputs.challenger)];
  let compared = 0;
  let repeated = 0;
  for await (const { key, bytes } of listObjects(its)) {
    if (!key.endsWith(".out") || bytes === 0) continue;
    if (isRepeated(key.slice(its.key.length).replace(/\.out$/, ""))) {
      repeated += 1;
      continue;
    }
    const challenger = { bucket: its.bucket, key };
    const champion = { bucket: before.bucket, key: `${before.key}${key.slice(its.key.length)}` };
    const answered = await objectBytes(champion);
    // What came into the input after the champion's job had read it.
    if (answered === null) continue;
    const asked = await objectBytes(challenger);
    if (asked === null) continue;
    compared += 1;
    yield* pairs(
      { uri: s3Uri(champion), lines: linesOf(answered) },
      { uri: s3Uri(challenger), lines: linesOf(asked) },
      at,
    );
  }
  if (compared === 0) {
    yield {
      unread:
        repeated > 0
          ? `an earlier run transformed its ${repeated} inputs too, and their rows count once; expected a job of new inputs`
          : `${s3Uri(its)} has no output whose name one under ${s3Uri(before)} has; expected the same names with .out`,
    };
  }
}

interface Output {
  readonly uri: string;
  readonly lines: AsyncGenerator<string>;
}

async function* pairs(champion: Output, challenger: Output, at: number): AsyncGenerator<PairedRow> {
  for (let line = 1; ; line += 1) {
    const [before, now] = [await champion.lines.next(), await challenger.lines.next()];
    if (before.done && now.done) return;
    if (before.done || now.done) {
      const [short, long] = before.done ? [champion, challenger] : [challenger, champion];
      yield {
        unread: `${short.uri}: has no line ${line}; expected as many lines as ${long.uri} has, one for each of the same input`,
      };
      return;
    }
    const read = transformedRow(before.value);
    const name = `${champion.uri}#${line}`;
    // The challenger's job captures nothing, and so appends no id.
    const answer = { ...transformedRow(now.value), inferenceId: read.inferenceId };
    yield {
      champion: capturedRow({ input: "", transformed: read, name, at }),
      challenger: capturedRow({ input: "", transformed: answer, name, at }),
    };
  }
}

function rootOf(uri: string) {
  const { bucket, key } = s3Location(uri);
  return { bucket, key: asFolder(key) };
}
