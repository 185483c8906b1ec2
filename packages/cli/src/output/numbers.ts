import { hourlyInDollars, inDollars } from "@driftwheel/core/costs/money.ts";
import { splitInWords } from "@driftwheel/core/decider/rollout/evidence/split.ts";
import { answersInWords } from "@driftwheel/core/decider/rollout/shadow/in-words.ts";
import { meanOf, plusValues, type ValueSums } from "@driftwheel/core/stats/sequential/mean-process.ts";
import type { DriftFeature, DriftWindow } from "@driftwheel/core/vocabulary/drift-window.ts";
import type { ApprovalRoute, Entry, EntryData, GateCheck } from "@driftwheel/core/vocabulary/entry.ts";
import type { Cohort, VariantMetrics } from "@driftwheel/core/vocabulary/trial/look-metrics.ts";
import type { PairedRunRead } from "@driftwheel/core/vocabulary/trial/paired-runs.ts";
import { inWords } from "@driftwheel/core/words/duration.ts";
import { valueInWords } from "@driftwheel/core/words/value.ts";

/** The numbers that an entry stands on, a line each; empty when its sentence says it all. */
export function importantNumbers(entry: Entry): readonly string[] {
  switch (entry.kind) {
    case "signal-observed":
      return entry.data.window ? windowLines(entry.data.window) : [];
    case "drift-confirmed": {
      const { cusum, line, windows, since, features, more } = entry.data;
      return [
        `CUSUM ${figure(cusum)} against a line of ${figure(line)}, over ${windows} window${windows === 1 ? "" : "s"} since ${since}`,
        ...features.map(featureLine),
        ...moreLine(more),
      ];
    }
    case "drift-cleared":
      return [`CUSUM ${figure(entry.data.cusum)}`];
    case "retraining-requested": {
      const { pipeline, parameters, cost, deadline } = entry.data;
      return [
        `pipeline ${pipeline}${cost === null ? "" : `, about $${cost.toFixed(2)}`}, deadline ${deadline}`,
        ...Object.entries(parameters).map(([name, value]) => `${name} = ${value}`),
      ];
    }
    case "candidate-registered":
      return entry.data.evaluationUri ? [`evaluation ${entry.data.evaluationUri}`] : [];
    case "candidate-accepted":
    case "candidate-rejected":
      return entry.data.checks.map(checkLine);
    case "rollout-started": {
      const { weight, history, deadline } = entry.data;
      return [
        entry.data.others
          ? `${1 + entry.data.others.length} challengers take ${figure(weight)}% of the traffic each; deadline ${deadline}`
          : `challenger takes ${figure(weight)}% of the traffic; deadline ${deadline}`,
        `champion before the trial: ${rateOrMean(history)}, error rate ${percent(history.errorRate)}`,
        ...historyLine(history),
      ];
    }
    case "rollout-looked": {
      const { look, start, end, champion, challenger, evidence, line, decision, judges } = entry.data;
      const { requests, designEffects, split } = entry.data;
      return [
        `look ${look}, ${start} to ${end}: ${valueInWords(decision)}, judged by ${judges.join(", ") || "nothing yet"}`,
        `champion    ${armLine(champion, valuesOf(requests?.cohorts, "champion"))}`,
        `challenger  ${armLine(challenger, valuesOf(requests?.cohorts, "challenger"))}`,
        `evidence (ln E): better ${figure(evidence.better)}, not worse ${figure(evidence.notWorse)} of ${figure(line.better)}; worse ${figure(evidence.worse)}, errors ${figure(evidence.errors)}, slow ${figure(evidence.slow)} of ${figure(line.harm)}`,
        ...requestLines(requests),
        ...(split ? [splitInWords(split)] : []),
        ...(designEffects
          ? [
              `divided by what goes together: outcomes ${figure(designEffects.outcomes)}, errors ${figure(designEffects.errors)}, slow ${figure(designEffects.slow)}`,
            ]
          : []),
      ];
    }
    case "rollout-watched": {
      const { look, start, end, winner, evidence, line, decision } = entry.data;
      const shown = Object.entries(evidence).flatMap(([of, value]) =>
        value === null ? [] : [`${of} ${figure(value)}`],
      );
      return [
        `look ${look} of the bake, ${start} to ${end}: ${valueInWords(decision)}`,
        armLine(winner, winner.values, ""),
        `evidence of harm (ln E): ${shown.join(", ") || "nothing is counted"} of ${figure(line)}`,
      ];
    }
    case "shadow-looked": {
      const { look, start, end, evidence, line, decision } = entry.data;
      const figures = Object.entries(evidence).flatMap(([of, value]) =>
        value === null ? [] : [`${of} ${figure(value)}`],
      );
      return [
        `look ${look} at the shadow, ${start} to ${end}: ${valueInWords(decision)}`,
        answersInWords(entry.data.answers),
        `evidence (ln E): ${figures.join(", ")}; lines: agrees ${figure(line.agrees)}, harm ${figure(line.harm)}, promotion ${figure(line.better)}`,
      ];
    }
    case "shadow-passed":
      return [
        `challenger takes ${figure(entry.data.weight)}% of the traffic; deadline ${entry.data.deadline}`,
      ];
    case "challenger-prepared":
      return [
        ...entry.data.scaling.map(({ variant, scaling }) =>
          scaling === null
            ? `${variant}: not scaled any more`
            : `${variant}: scaled from ${scaling.minimum} to ${scaling.maximum} instances`,
        ),
        ...Object.entries(entry.data.instances).map(([variant, count]) => `${variant}: ${count} instances`),
      ];
    case "weights-shifted":
      return [
        `challenger's share ${figure(entry.data.from)}% -> ${figure(entry.data.to)}%`,
        ...(Object.keys(entry.data.weights).length > 2 ? [divisionLine(entry.data.weights)] : []),
      ];
    case "challenger-dropped":
      return [entry.data.reason];
    case "endpoint-changed-outside":
      return [
        `config ${entry.data.foundConfig ?? "none"} (${entry.data.status}) where ${entry.data.expectedConfig} was expected`,
      ];
    case "effect-failed":
    case "effect-postponed":
      return [entry.data.error];
    case "candidate-approved":
    case "approval-rejected":
      return [`by ${entry.data.by}, ${routes[entry.data.route]}`];
    case "command-accepted":
      return [commandLine(entry.data)];
    case "command-refused":
      return [commandLine(entry.data), `refused: ${entry.data.why}`];
    case "alert-raised":
    case "alert-escalated":
    case "alert-resolved":
      return [`${entry.data.severity}: ${entry.data.subject}`];
    case "monitoring-lost":
      return [entry.data.problem.words];
    case "cost-recorded":
      return [
        ...itemLines(entry.data),
        ...[...entry.data.unknown, ...(entry.data.unknownVolumes ?? [])].map((why) => `not known: ${why}`),
      ];
    case "upkeep-recorded":
      return [
        ...entry.data.functions.map(
          ({ name, milliseconds, megabytes, requests, share, micros }) =>
            `${name}: ${(share * 100).toFixed(1)}% of ${Math.round(milliseconds / 1_000)} s at ${megabytes} MB and ${requests} requests${micros === null ? ", price unknown" : `: ${inDollars(micros)}`}`,
        ),
        ...itemLines(entry.data),
        ...entry.data.unknown.map((why) => `not known: ${why}`),
      ];
    case "budget-threshold-reached":
      return [`${inDollars(entry.data.spent)} of ${inDollars(entry.data.budget)}`];
    case "batch-job-failed":
      return [entry.data.reason];
    case "paired-looked":
      return entry.data.runs.map(pairedRunLine);
    case "paired-run-started":
    case "batch-job-finished":
    case "batch-jobs-missed":
    case "batch-jobs-returned":
    case "monitoring-restored":
    case "fresh-data-lost":
    case "fresh-data-restored":
    case "retraining-started":
    case "retraining-interrupted":
    case "retraining-succeeded":
    case "retraining-failed":
    case "retraining-skipped":
    case "approval-requested":
    case "rollout-promoted":
    case "rollout-baked":
    case "rollout-rolled-back":
    case "rollout-held":
    case "rollout-restarted":
    case "paused":
    case "resumed":
    case "effect-done":
    case "effect-dropped":
      return [];
  }
}

/** How old the champion's requests were when their outcomes were known, and what its day was like. */
function historyLine({
  maturity,
  missing,
  cycle,
}: EntryData["rollout-started"]["history"]): readonly string[] {
  if (maturity === undefined && missing === undefined && cycle === undefined) return [];
  const age = maturity ? `within ${inWords(maturity)}` : maturity === 0 ? "at once" : "as the trial tells";
  const without = missing === "failure" ? ", and a request without one is a failure" : "";
  return [`outcomes are known ${age}${without}; daily cycle: ${cycle ?? "unknown"}`];
}

/** Of which requests outcomes are known, by the ages that are judged, and what the guards see. */
function requestLines(requests: EntryData["rollout-looked"]["requests"]): readonly string[] {
  if (!requests) return [];
  const { matured, warm } = requests;
  const known = ({ requests: all, trials }: typeof matured.champion) => `${trials} of ${all}`;
  return [
    `requests until ${matured.until}, newly old enough: outcomes are known of ${known(matured.champion)} (champion), ${known(matured.challenger)} (challenger)`,
    `after the warm-up: ${warm.champion.invocations} invocations (champion), ${warm.challenger.invocations} (challenger)`,
  ];
}

const routes: Readonly<Record<ApprovalRoute, string>> = {
  registry: "in the model registry",
  policy: "as the policy says",
  api: "by the HTTP API",
  link: "by an alert's link",
  hook: "by a webhook",
  event: "by an event on the bus",
};

function commandLine({ command, by, route }: EntryData["command-accepted"]): string {
  const about =
    "version" in command
      ? ` version ${command.version}`
      : "alert" in command
        ? ` alert ${command.alert}`
        : "";
  return `${valueInWords(command.name)}${about}, asked by ${by} ${routes[route]}`;
}

/** Four significant digits are enough to compare by; whole numbers stay whole. */
export function figure(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
}

function percent(share: number): string {
  return `${figure(share * 100)}%`;
}

function windowLines(window: DriftWindow): readonly string[] {
  const rows = window.rows === null ? "" : `, ${window.rows} rows`;
  return [
    `window ${window.start ?? "?"} to ${window.end}${rows}, score ${figure(window.score)}`,
    ...window.features.map(featureLine),
    ...moreLine(window.more),
  ];
}

function moreLine(more = 0): readonly string[] {
  return more > 0 ? [`and ${more} more`] : [];
}

function featureLine({ feature, check, distance, threshold, pValue }: DriftFeature): string {
  return [
    `${feature} (${check})`,
    distance === null ? null : `distance ${figure(distance)}`,
    threshold === null ? null : `threshold ${figure(threshold)}`,
    pValue === null ? null : `p ${figure(pValue)}`,
  ]
    .filter((part) => part !== null)
    .join(", ");
}

function checkLine({ metric, passed, candidate, champion, condition, detail }: GateCheck): string {
  const against = champion === null ? "" : `, champion ${figure(champion)}`;
  return `${passed ? "passed" : "FAILED"}  ${metric} = ${candidate === null ? "missing" : figure(candidate)} (${condition}${against})${candidate === null ? `: ${detail}` : ""}`;
}

function armLine(
  { variant, trials, successes, invocations, errors, slow }: VariantMetrics,
  values: ValueSums | null = null,
  since = " so far",
): string {
  const rate = trials > 0 ? ` (${percent(successes / trials)})` : "";
  const outcomes = values
    ? `${figure(meanOf(values))} on average over ${values.count} values${since}`
    : `${successes} of ${trials} good${rate}`;
  return `${variant}: ${outcomes}; ${invocations} invocations, ${errors} errors, ${slow} slow`;
}

/** Of the whole trial so far; null where outcomes are no values. */
function valuesOf(cohorts: readonly Cohort[] = [], arm: "champion" | "challenger"): ValueSums | null {
  const values = cohorts.flatMap((cohort) => cohort[arm].values ?? []);
  return values.length > 0 ? values.reduce(plusValues) : null;
}

function rateOrMean({ rate, values }: EntryData["rollout-started"]["history"]): string {
  if (!values) return `success rate ${percent(rate)}`;
  const mean = values.past.count > 0 ? figure(meanOf(values.past)) : "unknown";
  return `mean ${mean} of values within ${figure(values.low)} and ${figure(values.high)}, ${values.better} is better`;
}

/** Instances and volumes, with what they cost. */
function itemLines({
  items,
  volumes = [],
}: Pick<EntryData["cost-recorded"], "items" | "volumes">): readonly string[] {
  return [
    ...items.map(
      ({ use, instanceType, count, instanceSeconds, perHour, micros }) =>
        `${use}: ${count} x ${instanceType}, ${instanceSeconds} s${perHour === null ? ", price unknown" : ` at ${hourlyInDollars(perHour)} an hour`}${micros === null ? "" : `: ${inDollars(micros)}`}`,
    ),
    ...volumes.map(
      ({ use, gigabyteSeconds, perGigabyteMonth, micros }) =>
        `volumes for ${use}: ${gigabyteSeconds} GB-s${perGigabyteMonth === null ? ", price unknown" : ` at ${hourlyInDollars(perGigabyteMonth)} a GB-month`}${micros === null ? "" : `: ${inDollars(micros)}`}`,
    ),
  ];
}

/** Where more than two variants divide the traffic. */
function divisionLine(weights: EntryData["weights-shifted"]["weights"]): string {
  return Object.entries(weights)
    .map(([variant, weight]) => `${variant} ${figure(weight)}%`)
    .join(", ");
}

function pairedRunLine({ run, status, rows, agreed, outcomes, seconds, reason }: PairedRunRead): string {
  return [
    `run ${run}: ${status}`,
    ...(status === "compared" ? [`${agreed} of ${rows} answers alike`] : []),
    ...(outcomes
      ? [
          `right: both ${outcomes.both}, champion alone ${outcomes.onlyChampion}, challenger alone ${outcomes.onlyChallenger}, neither ${outcomes.neither}`,
        ]
      : []),
    ...(seconds ? [`${figure(seconds.challenger)} s, the champion's ${figure(seconds.champion)} s`] : []),
    ...(reason === null ? [] : [reason]),
  ].join("; ");
}
