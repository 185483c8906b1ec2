import { Rehearsal } from "@driftwheel/core/decider/rollout/rehearsal.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { seededIntegers } from "@driftwheel/core/stats/random.ts";
import type { Entry, EntryData, EntryKind } from "@driftwheel/core/vocabulary/entry.ts";
import type { ChampionHistory } from "@driftwheel/core/vocabulary/trial/champion-history.ts";
import type { PeriodCounts } from "@driftwheel/core/vocabulary/trial/period-counts.ts";

const minute = 60_000;
const history: ChampionHistory = {
  rate: 0.6,
  weight: 100,
  errorRate: 0.01,
  latency: 9_000,
  maturity: 0,
  labelled: 1,
  missing: "unknown",
};

export interface Trial {
  readonly model: string;
  readonly rollout: string;
  readonly policy: ModelPolicy;
  readonly looks: number;
  /** The challenger's rate of good outcomes; the champion's is 0.6. */
  readonly rate: number;
  readonly weight: number;
  readonly ends: boolean;
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly seed: number;
}

/** The entries of a trial that is looked at each minute, made by the referee itself. @param after the ledger's last sequence */
export function trialEntries(trial: Trial, after: number): readonly Entry[] {
  const { model, rollout, policy, weight } = trial;
  // Periods begin with whole minutes.
  const start = Math.floor(trial.start / minute) * minute;
  const entries: Entry[] = [];
  const write = <Kind extends EntryKind>(kind: Kind, at: number, because: string, data: EntryData[Kind]) => {
    const sequence = after + entries.length + 1;
    const told = {
      model,
      sequence,
      kind,
      at: new Date(at).toISOString(),
      because,
      causedBy: `${rollout} ${sequence}`,
      data,
    };
    // Kind and data belong together by this function's own signature.
    entries.push(told as unknown as Entry);
  };
  const version = Number(/-v(\d+)-/.exec(rollout)?.[1] ?? 2);
  const arn = (number: number) =>
    `arn:aws:sagemaker:eu-north-1:111122223333:model-package/${model}/${number}`;
  const expected = { configs: [`${model}-1`], weights: null };
  write("rollout-started", start, `Version ${version} goes on trial with ${weight}% of the traffic.`, {
    rollout,
    executionName: `${rollout}-1`,
    challenger: {
      package: arn(version),
      version,
      variant: `version-${version}`,
      model: `${model}-${version}`,
    },
    champion: { package: arn(1), variant: "version-1" },
    endpoint: `${model}-prod`,
    fromConfig: `${model}-1`,
    config: `${rollout}-trial`,
    weight,
    deadline: new Date(start + policy.rollout.deadline).toISOString(),
    changeDeadline: new Date(start + 60 * minute).toISOString(),
    expected,
    history,
    minimumEffects: { outcome: policy.rollout.minimumEffect, errors: 0.01, slow: 0.02 },
  });
  write("signal-observed", start, "The endpoint has settled.", {
    signal: "endpoint-settled",
    settled: { config: `${rollout}-trial` },
  });
  const judge = new Rehearsal(history, policy.rollout, start, weight);
  const periods: PeriodCounts[] = [];
  const random = seededIntegers(trial.seed);
  for (let look = 1; look <= trial.looks; look += 1) {
    const begins = start + (look - 1) * minute;
    periods.push({
      start: begins,
      champion: shown(random, 100 - weight, 0.6),
      challenger: shown(random, weight, trial.rate),
    });
    const { metrics, verdict } = judge.look(periods, begins + minute);
    write("rollout-looked", begins + minute, verdict.reason, {
      rollout,
      look,
      ...metrics,
      evidence: verdict.evidence,
      line: verdict.line,
      proved: verdict.proved,
      decision: verdict.decision,
      judges: verdict.judges,
      designEffects: verdict.designEffects,
    });
  }
  if (trial.ends) {
    const at = start + (trial.looks + 1) * minute;
    write("rollout-rolled-back", at, "The deadline passed without a proof.", {
      rollout,
      challenger: { package: arn(version), version },
      champion: { package: arn(1) },
      config: `${model}-1`,
      reason: "The deadline passed without a proof.",
    });
  }
  return entries;
}

/** So many requests of a minute, each with its outcome. */
function shown(random: () => number, requests: number, rate: number) {
  const times = (chance: number) =>
    Array.from({ length: requests }, () => random() < chance * 2 ** 32).filter(Boolean).length;
  return {
    trials: requests,
    successes: times(rate),
    invocations: requests,
    errors: times(0.01),
    slow: times(0.012),
  };
}
