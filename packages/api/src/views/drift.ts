import { driftHistory } from "@driftwheel/core/decider/drift/history/drift-history.ts";
import { replay } from "@driftwheel/core/decider/evolve.ts";
import { parseBaseline } from "@driftwheel/core/monitor/baseline/baseline.ts";
import { comparedDistribution } from "@driftwheel/core/monitor/reports/compared-distribution.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import type { DriftWindow } from "@driftwheel/core/vocabulary/drift-window.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { heaviestVariant } from "@driftwheel/core/vocabulary/state.ts";
import type { Distributions, ReadingPorts } from "../ports.ts";
import type { DriftHistoryAnswer, FeatureDistributionAnswer } from "../schemas/drift.ts";

/** The newest windows by schedule, and what came of them. */
export function driftHistoryOf(
  entries: readonly Entry[],
  policy: ModelPolicy,
  most: number,
): DriftHistoryAnswer {
  const schedules = driftHistory(entries, policy, most).map(({ schedule, source, windows }) => ({
    schedule,
    source,
    windows: windows.map((window) => ({
      ...window,
      features: window.features.map((feature) => ({ ...feature })),
      distances: window.distances.map((distance) => ({ ...distance })),
      metrics: window.metrics.map((metric) => ({ ...metric })),
      unread: window.unread && {
        ...window.unread,
        reasons: window.unread.reasons.map((reason) => ({ ...reason })),
      },
    })),
  }));
  const first = schedules.map(({ windows }) => windows[0]?.end ?? "").toSorted()[0] ?? "";
  const events = entries.flatMap(({ sequence, kind, at, because }) =>
    (kind === "drift-confirmed" || kind === "drift-cleared" || kind === "rollout-promoted") && at >= first
      ? [{ sequence, kind, at, because }]
      : [],
  );
  const { quality } = policy;
  const labels = quality ? { groundTruth: quality.groundTruth, minLabels: quality.minLabels } : null;
  return { minimumEffect: policy.drift.sensitivity.minEffect, labels, schedules, events };
}

/** The window that an entry tells of; null where it tells of none. */
export function windowAt(sequence: number, entries: readonly Entry[]): DriftWindow | null {
  const entry = entries.find((one) => one.sequence === sequence);
  if (entry?.kind !== "signal-observed" && entry?.kind !== "drift-confirmed") return null;
  return entry.data.window ?? null;
}

/** A feature's distribution in a window over the one that the window was compared with. */
export async function featureDistributionOf(
  feature: string,
  window: DriftWindow,
  before: readonly Entry[],
  policy: ModelPolicy,
  { distributions, warn }: Pick<ReadingPorts, "distributions" | "warn">,
): Promise<FeatureDistributionAnswer> {
  const { start, end } = window;
  const without = (why: string): FeatureDistributionAnswer => ({
    feature,
    start,
    end,
    distribution: null,
    why,
  });
  // What others report lies where they say; only Driftwheel's own reports have statistics that are known.
  if (window.source !== "driftwheel" || window.report === null) {
    return without("Its monitor keeps no distributions that Driftwheel reads.");
  }
  if (!distributions) return without("Distributions cannot be read here: only the ledger is there.");
  const read = await textsOf(window.report, championOf(before), policy, distributions).catch(
    (error: unknown) => {
      warn(`the distributions of ${window.report} cannot be read`, error);
      return null;
    },
  );
  if (read === null) return without("The statistics cannot be read; the API's log has the reason.");
  if (read.window === null) return without(`${window.report} has no statistics.json any more.`);
  if (read.baseline === null) return without("The champion of that time has no baseline any more.");
  const [shown, trained] = [parseBaseline(read.window), parseBaseline(read.baseline)];
  if (!shown.ok) return without(`The window's statistics.json is not readable: ${shown.reason}.`);
  if (!trained.ok) return without(`The baseline is not readable: ${trained.reason}.`);
  const named = (features: typeof shown.baseline.features) => features.find(({ name }) => name === feature);
  const [now, then] = [named(shown.baseline.features), named(trained.baseline.features)];
  if (!then) return without(`The baseline has no distribution of ${feature}.`);
  if (!now) return without(`The window has no distribution of ${feature}: none of its values could be read.`);
  const compared = comparedDistribution(then, now);
  if (!compared) return without(`${feature} has values of another kind than in the baseline.`);
  return {
    feature,
    start,
    end,
    why: null,
    distribution: { ...compared, bins: compared.bins.map((bin) => ({ ...bin })) },
  };
}

async function textsOf(report: string, champion: string | null, { drift }: ModelPolicy, from: Distributions) {
  const [window, baseline] = await Promise.all([
    from.window(report),
    from.baseline(champion, drift.baseline ?? null),
  ]);
  return { window, baseline };
}

/** The package that served, whose baseline windows were compared with. */
function championOf(before: readonly Entry[]): string | null {
  const variants = replay(before[0]?.model ?? "", before).endpoint?.variants ?? [];
  return heaviestVariant(variants)?.package ?? null;
}
