import { captureDestination } from "@driftwheel/aws/monitor/capture-destination.ts";
import { capturedAnswers } from "@driftwheel/aws/monitor/captured-answers.ts";
import { groundTruthFiles } from "@driftwheel/aws/monitor/ground-truth.ts";
import { hoursBetween } from "@driftwheel/aws/monitor/hour-folder.ts";
import { objectLines } from "@driftwheel/aws/s3/object-lines.ts";
import { pairAnswers } from "@driftwheel/core/monitor/paired/pair-answers.ts";
import { servedName } from "@driftwheel/core/policy/batch/served.ts";
import { answerPlace } from "@driftwheel/core/policy/shadow/answer-place.ts";
import { noDispersion } from "@driftwheel/core/stats/dispersion.ts";
import type { PairedAnswers } from "@driftwheel/core/vocabulary/trial/shadow.ts";
import { answersAt } from "./answers-at.ts";
import type { ShadowToRead } from "./read-shadow.ts";

/** S3 tells to the second when a file was written. */
const second = 1_000;
/** Requests of the shadow's time that are read of each variant at most: more say nothing that these do not, and memory has an end. */
const mostRequests = 50_000;

/**
 * Pairs what data capture wrote of a champion and of its shadow, and joins what turned out. Both lie beside each other, by
 * their variant's name: `<destination>/<endpoint>/<variant>/yyyy/mm/dd/hh/`.
 */
export async function pairCaptures(shadow: ShadowToRead): Promise<PairedAnswers> {
  const { policy, champion, challenger, from, until } = shadow;
  const { quality } = policy;
  const endpoint = servedName(policy);
  const rules = policy.rollout.shadow;
  const at = rules ? answerPlace(rules, quality) : null;
  if (!rules || at === null)
    return nothing(until, "the policy does not say where the answers stand any more");
  const { uri: destination } = await captureDestination(endpoint);
  if (destination === null) return nothing(until, `data capture of ${endpoint} is off`);
  const pairing = pairAnswers({
    ...(await answersAt(at, quality)),
    within: rules.agreement.within ?? null,
    from,
    until,
  });
  if (quality) await readLabels(quality.groundTruth, shadow, pairing.label);
  const takes = [
    [champion, pairing.champion],
    [challenger, pairing.challenger],
  ] as const;
  for (const [variant, take] of takes) {
    let left = mostRequests;
    const source = { destination, endpoint, variants: [variant], since: from - second };
    for (const folder of hoursBetween(from, until)) {
      if (left <= 0) break;
      for await (const { line } of capturedAnswers({ ...source, hour: folder })) {
        // The champion was asked before there was a shadow, in the same hour: that says nothing of it.
        if (take(line)) left -= 1;
        if (left <= 0) break;
      }
    }
  }
  return pairing.finish();
}

/** What was collected since the shadow began: labels are put into the folder of the hour in which they came. */
async function readLabels(
  groundTruth: string,
  { from, now }: ShadowToRead,
  take: (line: string) => void,
): Promise<void> {
  const files = await groundTruthFiles(groundTruth, hoursBetween(from, now.getTime() + 1));
  for (const { bucket, key } of [...files.values()].flat()) {
    for await (const line of objectLines({ bucket, key })) take(line);
  }
}

function nothing(until: number, problem: string): PairedAnswers {
  return {
    until: new Date(until).toISOString(),
    pairs: 0,
    agreed: 0,
    dispersion: noDispersion,
    unpaired: { champion: 0, challenger: 0 },
    unread: { lines: 0, reason: null },
    repeated: 0,
    outcomes: null,
    problem,
  };
}
