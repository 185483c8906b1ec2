import { type Cost, costOfUsage } from "../../costs/cost-of-usage.ts";
import { hourlyInDollars, inDollars } from "../../costs/money.ts";
import { instancesOfStint } from "../../costs/trial-instances.ts";
import { servedName } from "../../policy/batch/served.ts";
import { recordsCosts } from "../../policy/costs/costs-of-fleet.ts";
import type { ModelPolicy } from "../../policy/policy.ts";
import type { RetrainingSource, RetrainingUsageFact, TrialVariantsFact } from "../../vocabulary/costs.ts";
import type { Facts, Question } from "../../vocabulary/fact.ts";
import { digest } from "../../vocabulary/identity/digest.ts";
import type { Swept } from "../../vocabulary/signal.ts";
import type { State, Unaccounted } from "../../vocabulary/state.ts";
import { inWords } from "../../words/duration.ts";
import { listed } from "../../words/listed.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";

/** So long after its end it is asked what something cost; then what is not known stays so. */
const readWithin = 86_400_000;

type EndedRetraining = Extract<Unaccounted, { readonly what: "retraining" }>;
type EndedTrial = Extract<Unaccounted, { readonly what: "trial" }>;

/**
 * What is asked about costs: one retraining and one trial that are not accounted for at a time. Which, the signal's identity
 * says, so that one that cannot be read keeps no other from its turn.
 */
export function questionsOfCosts(
  { unaccounted }: State,
  { identity }: Swept,
  policy: ModelPolicy,
): readonly Question[] {
  if (!recordsCosts(policy)) return [];
  const turn = digest(identity);
  const retrainings = unaccounted.flatMap((one) => {
    const source = sourceOf(one);
    return source ? [{ ask: "retrainingUsage" as const, of: one.of, source }] : [];
  });
  const endpoint = servedName(policy);
  const trials = unaccounted.flatMap((one) =>
    one.what === "trial" && unpriced(policy) === null && !one.jobs
      ? [
          {
            ask: "trialVariants" as const,
            of: one.of,
            config: one.config,
            endpoint,
            variants: one.apart ? [] : variantsOf(one),
          },
        ]
      : [],
  );
  return [retrainings, trials].flatMap((questions) => {
    const question = questions[turn % questions.length];
    return question ? [question] : [];
  });
}

/** Whose jobs tell what it cost; null where variants do, or where there were none. */
function sourceOf(one: Unaccounted): RetrainingSource | null {
  if (one.what === "retraining") return one.source;
  return one.jobs && one.jobs.length > 0 ? { kind: "transform-job", names: one.jobs } : null;
}

function variantsOf({ stints }: EndedTrial): readonly string[] {
  return [...new Set(stints.map(({ variant }) => variant))];
}

/** Writes down what has ended and what it cost, once that is known or will not be. */
export function recordCosts(pending: PendingEntries, facts: Facts, policy: ModelPolicy): void {
  if (!recordsCosts(policy)) return;
  const { retrainingUsage, trialVariants } = facts;
  for (const one of pending.state.unaccounted) {
    if (one.what === "trial") {
      const why = unpriced(policy);
      if (why !== null) write(pending, one, costOfUsage([], null, policy.costs), [why]);
      else if (one.jobs) recordJobs(pending, one, one.jobs, retrainingUsage, policy);
      else if (trialVariants?.of === one.of) recordTrial(pending, one, trialVariants, policy);
    } else if (one.source === null) recordWithoutSource(pending, one, policy);
    else if (retrainingUsage?.of === one.of) recordRetraining(pending, one, retrainingUsage, policy);
  }
}

/** Why a trial's cost is in no instances of its own; null where it is. */
function unpriced({ serving, component, targetModel }: ModelPolicy): string | null {
  // https://aws.amazon.com/sagemaker/ai/pricing/: by the millisecond and the megabyte, not by the hour.
  if (serving === "serverless")
    return "a serverless endpoint is paid by its requests, and no price of these is known";
  if (targetModel) return "an artifact of a multi-model endpoint runs on instances that are there already";
  return component === undefined
    ? null
    : "an inference component runs on instances that are there already, unless their managed scaling added some";
}

const unknownOf = {
  "execution-unknown": "it is not known which execution of the pipeline it was",
  own: "what ran in a state machine or function of yours is not known to Driftwheel",
} as const;

function recordWithoutSource(pending: PendingEntries, ended: EndedRetraining, { costs }: ModelPolicy): void {
  const { why } = ended;
  // The answer to its start may still come, and names it.
  if (why === "execution-unknown" && !isOverdue(pending, ended)) return;
  const unknown = why === null || why === "never-started" ? [] : [unknownOf[why]];
  write(pending, ended, costOfUsage([], null, costs), unknown);
}

function recordJobs(
  pending: PendingEntries,
  ended: EndedTrial,
  jobs: readonly string[],
  usage: RetrainingUsageFact | undefined,
  policy: ModelPolicy,
): void {
  if (jobs.length === 0) write(pending, ended, costOfUsage([], null, policy.costs), []);
  else if (usage?.of === ended.of) recordRetraining(pending, ended, usage, policy);
}

function recordRetraining(
  pending: PendingEntries,
  ended: Unaccounted,
  { region, used, unread, unknown }: RetrainingUsageFact,
  { costs }: ModelPolicy,
): void {
  if (unread.length > 0 && !isOverdue(pending, ended)) return;
  write(pending, ended, costOfUsage(used, region, costs), [...unknown, ...unread]);
}

/** The variant that was on the endpoint beside the one that serves, from when to when the ledger says. */
function recordTrial(
  pending: PendingEntries,
  ended: EndedTrial,
  { region, variants, changes, changesUnread, exists, unread }: TrialVariantsFact,
  { costs }: ModelPolicy,
): void {
  if (unread !== null) {
    if (isOverdue(pending, ended)) write(pending, ended, costOfUsage([], region, costs), [unread]);
    return;
  }
  if (!exists) {
    // It ended before anything was put on the endpoint, or somebody has deleted the config.
    const unknown = ended.deployed ? [`there is no endpoint config ${ended.config} any more`] : [];
    write(pending, ended, costOfUsage([], region, costs), unknown);
    return;
  }
  if (changesUnread !== null && !isOverdue(pending, ended)) return;
  const used = ended.stints.flatMap((stint) => {
    const config = variants[stint.variant];
    return config ? instancesOfStint(stint, config, changes[stint.variant] ?? []) : [];
  });
  const unknown = [
    ...variantsOf(ended)
      .filter((name) => !variants[name])
      .map((name) => `variant ${name} has no instances of its own in ${ended.config}`),
    ...(changesUnread === null ? [] : [`what autoscaling added is not known: ${changesUnread}`]),
    ...(isForgotten(pending, ended) ? ["what autoscaling did more than six weeks ago is forgotten"] : []),
  ];
  write(pending, ended, costOfUsage(used, region, costs), unknown);
}

/**
 * Application Auto Scaling tells what it did in the last six weeks.
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalingActivities.html
 */
const activitiesKept = 42 * 86_400_000;

function isForgotten({ now }: PendingEntries, { stints }: EndedTrial): boolean {
  return stints.some(({ from }) => now.getTime() - Date.parse(from) > activitiesKept);
}

function isOverdue({ now }: PendingEntries, { since }: Unaccounted): boolean {
  return now.getTime() - Date.parse(since) > readWithin;
}

function write(
  pending: PendingEntries,
  { what, of }: Unaccounted,
  { items, volumes, micros, prices, unpriced, unknownVolumes }: Cost,
  reasons: readonly string[],
): void {
  const unknown = [...reasons, ...unpriced];
  pending.write(
    "cost-recorded",
    sentence(what, { items, volumes, micros, prices, unknownVolumes }, unknown),
    {
      ...{ what, of, items, micros, unknown, prices },
      ...(volumes.length > 0 ? { volumes } : {}),
      ...(unknownVolumes.length > 0 ? { unknownVolumes } : {}),
    },
    of,
  );
}

const mostReasons = 3;

function sentence(
  what: Unaccounted["what"],
  { items, volumes, micros, prices, unknownVolumes }: Omit<Cost, "unpriced">,
  unknown: readonly string[],
): string {
  const parts = [
    ...items.map(
      ({ instanceType, use, instanceSeconds, perHour }) =>
        `${instanceSeconds === 0 ? "no time" : inWords(instanceSeconds * 1_000)} of ${instanceType} for ${use}${
          perHour === null ? "" : ` at ${hourlyInDollars(perHour)} an hour`
        }`,
    ),
    ...volumes.flatMap(({ gigabyteSeconds, use, perGigabyteMonth, micros: its }) =>
      perGigabyteMonth === null || its === null
        ? []
        : [
            `${gigabyteHours(gigabyteSeconds)} GB-hours of volumes for ${use} at ${hourlyInDollars(perGigabyteMonth)} a GB-month`,
          ],
    ),
  ];
  const ran =
    parts.length > 0 ? `: ${listed(parts, mostReasons)}` : unknown.length > 0 ? "" : ": nothing ran";
  const without = unknownVolumes.length > 0 ? ` Not in it: ${listed(unknownVolumes, mostReasons)}.` : "";
  const source = prices
    ? `${without} Prices of ${prices.region ?? "an unknown region"}, published on ${prices.published}.`
    : without;
  if (unknown.length === 0) return `The ${what} cost ${inDollars(micros)}${ran}.${source}`;
  const why = listed(unknown, mostReasons);
  return micros > 0
    ? `The ${what} cost at least ${inDollars(micros)}${ran}. Not all is known: ${why}.${source}`
    : `What the ${what} cost is not known${ran}: ${why}.${source}`;
}

function gigabyteHours(gigabyteSeconds: number): string {
  return (gigabyteSeconds / 3_600).toFixed(2).replace(/\.?0+$/, "");
}
