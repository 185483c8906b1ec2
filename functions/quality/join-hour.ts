import { capturedAnswers, capturedVariants } from "@driftwheel/aws/monitor/captured-answers.ts";
import { hourFolder } from "@driftwheel/aws/monitor/hour-folder.ts";
import { servingVariants } from "@driftwheel/aws/monitor/serving-variants.ts";
import { objectLines } from "@driftwheel/aws/s3/object-lines.ts";
import { type Joined, joinLabels } from "@driftwheel/core/monitor/quality/join.ts";
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
  const { production, shadows } = await servingVariants(endpoint);
  const captures = `captures under ${destination}`;
  const captured = await reading(captures, () => capturedVariants({ destination, endpoint }));
  const variants = captured.filter((name) => !shadows.has(name));
  // A label may be put into the folder of the hour in which its request came.
  const labelled = window.start.getTime();
  const read = (time: number) =>
    reading(captures, async () => {
      const from = { destination, endpoint, variants, hour: hourFolder(new Date(time)) };
      for await (const { variant, line } of capturedAnswers(from)) {
        join.capture(line, variant, production.has(variant));
      }
    });
  const oldest = labelled - quality.lookBack;
  for (let time = labelled; time >= oldest && join.waiting() > 0; time -= hour) await read(time);
  const newest = Math.min(now.getTime(), labelled + quality.lookBack);
  for (let time = labelled + hour; time <= newest && join.waiting() > 0; time += hour) await read(time);
  return join.finish();
}
