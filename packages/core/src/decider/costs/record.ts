import { type Cost, costOfUsage } from "../../costs/cost-of-usage.ts";
import { hourlyInDollars, inDollars } from "../../costs/money.ts";
import { recordsCosts } from "../../policy/costs-of-fleet.ts";
import type { ModelPolicy } from "../../policy/policy.ts";
import type { RetrainingUsageFact, TrialVariantsFact, UsedInstances } from "../../vocabulary/costs.ts";
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
  const retrainings = unaccounted.flatMap((one) =>
    one.what === "retraining" && one.source
      ? [{ ask: "retrainingUsage" as const, of: one.of, source: one.source }]
      : [],
  );
  const trials = unaccounted.flatMap((one) =>
    one.what === "trial" ? [{ ask: "trialVariants" as const, of: one.of, config: one.config }] : [],
  );
  return [retrainings, trials].flatMap((questions) => {
    const question = questions[turn % questions.length];
    return question ? [question] : [];
  });
}

/** Writes down what has ended and what it cost, once that is known or will not be. */
export function recordCosts(pending: PendingEntries, facts: Facts, policy: ModelPolicy): void {
  if (!recordsCosts(policy)) return;
  const { retrainingUsage, trialVariants } = facts;
  for (const one of pending.state.unaccounted) {
    if (one.what === "trial") {
      if (trialVariants?.of === one.of) recordTrial(pending, one, trialVariants, policy);
    } else if (one.source === null) recordWithoutSource(pending, one, policy);
    else if (retrainingUsage?.of === one.of) recordRetraining(pending, one, retrainingUsage, policy);
  }
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

function recordRetraining(
  pending: PendingEntries,
  ended: EndedRetraining,
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
  { region, variants, exists, unread }: TrialVariantsFact,
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
  const used = ended.stints.flatMap(({ variant, from, until, instances }): readonly UsedInstances[] => {
    const config = variants[variant];
    if (!config) return [];
    const seconds = Math.max(0, Math.round((Date.parse(until) - Date.parse(from)) / 1_000));
    const count = Math.max(config.count, instances ?? 0);
    return [{ by: variant, use: "hosting", instanceType: config.instanceType, count, seconds }];
  });
  const without = [...new Set(ended.stints.map(({ variant }) => variant))].filter((name) => !variants[name]);
  const unknown = without.map((name) => `variant ${name} has no instances of its own in ${ended.config}`);
  write(pending, ended, costOfUsage(used, region, costs), unknown);
}

function isOverdue({ now }: PendingEntries, { since }: Unaccounted): boolean {
  return now.getTime() - Date.parse(since) > readWithin;
}

function write(
  pending: PendingEntries,
  { what, of }: Unaccounted,
  { items, micros, prices, unpriced }: Cost,
  reasons: readonly string[],
): void {
  const unknown = [...reasons, ...unpriced];
  pending.write(
    "cost-recorded",
    sentence(what, { items, micros, prices }, unknown),
    { what, of, items, micros, unknown, prices },
    of,
  );
}

const mostReasons = 3;

function sentence(
  what: Unaccounted["what"],
  { items, micros, prices }: Pick<Cost, "items" | "micros" | "prices">,
  unknown: readonly string[],
): string {
  const parts = items.map(
    ({ instanceType, use, instanceSeconds, perHour }) =>
      `${instanceSeconds === 0 ? "no time" : inWords(instanceSeconds * 1_000)} of ${instanceType} for ${use}${
        perHour === null ? "" : ` at ${hourlyInDollars(perHour)} an hour`
      }`,
  );
  const ran =
    parts.length > 0 ? `: ${listed(parts, mostReasons)}` : unknown.length > 0 ? "" : ": nothing ran";
  const source = prices
    ? ` Prices of ${prices.region ?? "an unknown region"}, published on ${prices.published}.`
    : "";
  if (unknown.length === 0) return `The ${what} cost ${inDollars(micros)}${ran}.${source}`;
  const why = listed(unknown, mostReasons);
  return micros > 0
    ? `The ${what} cost at least ${inDollars(micros)}${ran}. Not all is known: ${why}.${source}`
    : `What the ${what} cost is not known${ran}: ${why}.${source}`;
}
