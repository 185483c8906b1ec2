import type { ModelPolicy } from "../../policy/policy.ts";
import type { FreshDataSection } from "../../policy/retrain/fresh-data.ts";
import { enoughInWords, freshDataSource, whyEnough } from "../../policy/retrain/fresh-data-source.ts";
import type { FreshDataObserved } from "../../vocabulary/entry.ts";
import type { Facts, FreshDataFact } from "../../vocabulary/fact.ts";
import { sourceInWords } from "../../vocabulary/fresh-data.ts";
import { adoptEndpoint } from "../endpoint/adopt-endpoint.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { readiness, recordObstacleOnce, requestRetraining } from "../retraining/decide.ts";
import { obstacleToRetraining, registersNothing } from "../retraining/obstacles.ts";
import { ofSource } from "./evolve.ts";
import { followExportJob } from "./export-job.ts";
import { readingInWords } from "./in-words.ts";
import { leaveFormer, tellTrouble } from "./trouble.ts";

/**
 * Data have come, or may have: a retraining when they are enough and nothing is in the way. The event is a hint, and what
 * lies there decides, so that a file counts once however often it is told of, and one that nobody told of counts as well.
 *
 * @param signal what it was decided on; a sweep writes down only what has changed
 */
export function decideOnFreshData(
  pending: PendingEntries,
  signal: string,
  facts: Facts,
  policy: ModelPolicy,
): void {
  const section = policy.retrain.freshData;
  const source = section && freshDataSource(section);
  const name = source ? sourceInWords(source) : null;
  leaveFormer(pending, name);
  const found = facts.freshData;
  if (!section || name === null || !found) return;
  adoptEndpoint(pending, facts);
  if (found.lastJob) followExportJob(pending, name, found.lastJob, signal);
  tellTrouble(pending, { name, found, section });
  if (found.trouble || found.place === null) return;
  const mark = ofSource(pending.state, name).mark;
  const why = mark === null ? null : whyEnough(found.reading, section, pending.now);
  const observed: FreshDataObserved = {
    source: name,
    place: found.place,
    reading: found.reading,
    answer: mark === null ? "begins" : why === null ? "not-enough-yet" : "enough",
    ...(mark === null ? { mark: found.mark } : {}),
  };
  const cause = writeReading(pending, signal, observed, { section, why });
  if (why !== null) retrainOn(pending, facts, policy, { name, found, why, cause });
}

/** @returns the sequence of the entry that says so; a sweep that finds nothing new writes none. */
function writeReading(
  pending: PendingEntries,
  signal: string,
  observed: FreshDataObserved,
  { section, why }: { readonly section: FreshDataSection; readonly why: string | null },
): number | undefined {
  const { source, reading, answer } = observed;
  const { last } = ofSource(pending.state, source);
  const enough = answer === "enough";
  const known =
    last?.enough === enough &&
    (enough ||
      (last.files === reading.files && last.bytes === reading.bytes && last.records === reading.records));
  const nothing = last === null && reading.files === 0 && answer !== "begins";
  if (signal === "swept" && (known || nothing)) return last?.sequence;
  const words = {
    begins: `${source} is read from now on. What lies there already is not new${
      reading.latest === null ? ": nothing does" : `; its newest file is of ${reading.latest}`
    }.`,
    "not-enough-yet": `Not enough new data yet: ${readingInWords(reading)} in ${source}; a retraining waits for ${enoughInWords(section)}.`,
    enough: `Enough new data: ${readingInWords(reading)} in ${source}; ${why}.`,
  }[answer];
  return pending.write("signal-observed", words, { signal, freshData: observed }).sequence;
}

function retrainOn(
  pending: PendingEntries,
  facts: Facts,
  policy: ModelPolicy,
  enough: {
    readonly name: string;
    readonly found: FreshDataFact;
    readonly why: string;
    readonly cause: number | undefined;
  },
): void {
  const { name, found, why, cause } = enough;
  const { state, now } = pending;
  const news = `New data have come to ${name}: ${readingInWords(found.reading)}, and ${why}`;
  const obstacle = obstacleToRetraining(state, policy, now) ?? registersNothing(state, policy);
  if (obstacle) {
    recordObstacleOnce(pending, { ...obstacle, because: `${news}. ${obstacle.because}` }, cause);
    return;
  }
  requestRetraining(pending, facts, policy, {
    because: `${news}; ${readiness(pending, policy)}`,
    cause,
  });
}
