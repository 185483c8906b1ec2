import { capturedAnswers, capturedVariants } from "@driftwheel/aws/monitor/captured-answers.ts";
import { hourFolder } from "@driftwheel/aws/monitor/hour-folder.ts";
import { servingVariants } from "@driftwheel/aws/monitor/serving-variants.ts";
import { objectLines } from "@driftwheel/aws/s3/object-lines.ts";
import { type Join, type Joined, joinLabels } from "@driftwheel/core/monitor/quality/join.ts";
import { batchVariant } from "@driftwheel/core/policy/batch/served.ts";
import { qualitySettings } from "@driftwheel/core/policy/quality/quality-settings.ts";
import { placeReading } from "@driftwheel/payloads/reading.ts";
import { reading } from "../shell/reading-failed.ts";
import type { HourToJudge } from "./hour-to-judge.ts";

/** A label is held with its request's id, a hundred or two bytes: this many fit the function's memory well. */
const mostLabels = 500_000;
const hour = 3_600_000;

/**
 * Joins an hour's labels with the answers that they are for, which may be as old as the policy looks back, or as much
 * later: captures are read hour by hour, those before the labels first, until every label has its answer. Outcomes are by
 * the file of their label.
 */
export async function joinHour({
  window,
  now,
  endpoint,
  serves,
  quality,
  places,
  destination,
  files,
  fresh,
}: HourToJudge): Promise<Joined> {
  const settings = qualitySettings(quality);
  const { unit, segment } = places;
  const found = await placeReading([settings.label, settings.prediction, settings.score, unit, segment]);
  const join = joinLabels(settings, mostLabels, found, places);
  // What was counted before comes first: a request that a new file labels again is not the new file's.
  const inOrder = [
    ...files.filter(({ path }) => !fresh.has(path)),
    ...files.filter(({ path }) => fresh.has(path)),
  ];
  for (const { bucket, key, path } of inOrder) {
    for await (const line of objectLines({ bucket, key })) join.label(line, path);
  }
  const captures = `captures under ${destination}`;
  // A label may be put into the folder of the hour in which its request came.
  const labelled = window.start.getTime();
  const oldest = labelled - quality.lookBack;
  const newest = Math.min(now.getTime(), labelled + quality.lookBack);
  const read = await readerOf({ destination, endpoint, serves }, captures, join);
  for (let time = labelled; time >= oldest && join.waiting() > 0; time -= hour) await read(time);
  for (let time = labelled + hour; time <= newest && join.waiting() > 0; time += hour) await read(time);
  return join.finish();
}

/** Reads what was captured in an hour, be it of an endpoint's variants or of transform jobs. */
async function readerOf(
  { destination, endpoint, serves }: Pick<HourToJudge, "destination" | "endpoint" | "serves">,
  captures: string,
  join: Join,
): Promise<(time: number) => Promise<void>> {
  if (serves.route !== null) {
    const { batchFilesOfHour } = await import("@driftwheel/aws/monitor/batch/batch-files.ts");
    const { batchRows } = await import("@driftwheel/aws/monitor/batch/batch-rows.ts");
    return (time) =>
      reading(captures, async () => {
        for (const file of await batchFilesOfHour(destination, hourFolder(new Date(time)))) {
          for await (const row of batchRows(file)) {
            // An output that does not fit its input is the monitor's to tell: it has no answer that a label could find.
            if ("line" in row) join.capture(row.line, batchVariant, true);
          }
        }
      });
  }
  const { production, shadows } = await servingVariants(endpoint);
  const captured = await reading(captures, () => capturedVariants({ destination, endpoint }));
  const variants = captured.filter((name) => !shadows.has(name));
  return (time) =>
    reading(captures, async () => {
      const from = { destination, endpoint, variants, hour: hourFolder(new Date(time)) };
      for await (const { variant, line } of capturedAnswers(from)) {
        join.capture(line, variant, production.has(variant));
      }
    });
}
