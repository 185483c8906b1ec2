import type { TrialToRead } from "@driftwheel/aws/metrics/period-counts.ts";
import { handleSignal, type Runtime } from "@driftwheel/core/decider/handle.ts";
import { readState } from "@driftwheel/core/decider/read-state.ts";
import { eachOf } from "@driftwheel/core/decider/rollout/challengers/each.ts";
import { lookOf } from "@driftwheel/core/decider/rollout/counts/look-of-periods.ts";
import { lookWindow, nextLookAt } from "@driftwheel/core/decider/rollout/counts/look-window.ts";
import { unitsOf } from "@driftwheel/core/decider/rollout/counts/served-split.ts";
import { warmUpOf } from "@driftwheel/core/decider/rollout/least-duration.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import type { Signal } from "@driftwheel/core/vocabulary/signal.ts";
import type { Rollout, RolloutPaired, State } from "@driftwheel/core/vocabulary/state.ts";
import type { LookMetrics, LookOfAll } from "@driftwheel/core/vocabulary/trial/look-metrics.ts";
import type { PairedReading } from "@driftwheel/core/vocabulary/trial/paired-runs.ts";
import type { PeriodCounts } from "@driftwheel/core/vocabulary/trial/period-counts.ts";
import type { PairedAnswers, ShadowReading } from "@driftwheel/core/vocabulary/trial/shadow.ts";
import { readShadow, type ShadowToRead } from "./read-shadow.ts";
import { rhythmOf } from "./rhythm.ts";
import type { RolloutActivities, RolloutProgress } from "./rollout-workflow.ts";

export interface RolloutContext {
  readonly model: string;
  readonly rollout: string;
  readonly policy: ModelPolicy;
  readonly runtime: Runtime;
  /** Reads both variants' counts in each period of a range, as they are known now. */
  readonly read: (trial: TrialToRead, now: Date) => Promise<readonly PeriodCounts[]>;
  /** Reads how runs of a challenger in transform jobs ended, and pairs both answers. */
  readonly pairRuns: (paired: RolloutPaired, now: Date) => Promise<PairedReading>;
  /** Pairs the captured answers of champion and shadow. */
  readonly pair: (shadow: ShadowToRead) => Promise<PairedAnswers>;
  readonly log: (line: string, details: Readonly<Record<string, unknown>>) => void;
}

/** The workflow's activities: everything they find goes through the shell, and the ledger answers. */
export function rolloutActivities({
  model,
  rollout,
  policy,
  runtime,
  read,
  pair,
  pairRuns,
  log,
}: RolloutContext): RolloutActivities {
  const now = () => runtime.ports.clock.now();

  async function handle(signal: Signal): Promise<RolloutProgress> {
    const { state, appended, postponed } = await handleSignal(model, signal, policy, runtime);
    log("handled", {
      signal: signal.identity,
      entries: appended.map(({ kind }) => kind),
      postponed: postponed.map(({ message }) => message),
    });
    return progressOf(state, rollout, policy, now());
  }

  /** The step is tried again whatever comes of this: the ledger hears once of each look and error. */
  async function tellFailed(look: number, error: unknown): Promise<void> {
    const words = error instanceof Error ? error.message : String(error);
    const identity = `${rollout}/look/${look}/failed/${words}`;
    const at = now().toISOString();
    try {
      await handle({ kind: "look-failed", identity, at, model, rollout, look, error: words });
    } catch (failure) {
      log("not told", { look, error: words, failure: String(failure) });
    }
  }

  return {
    pollEverySeconds: policy.rollout.pollEvery / 1000,
    observe: () => {
      const at = now().toISOString();
      return handle({ kind: "rollout-polled", identity: `${rollout}/poll/${at}`, at, model, rollout });
    },
    read: async (look) => {
      const running = (await readState(model, runtime.ports)).state.rollout;
      // Ended meanwhile, by a guard or a person: no metrics, which nobody decides on.
      if (running?.rollout !== rollout) return nothingRead(now(), look);
      try {
        if (running.paired) {
          // While it bakes its jobs are told by their events, and their labels alone are read.
          const runs = running.bake ? (running.bake.runs ?? []) : running.paired.runs;
          return await pairRuns({ ...running.paired, runs }, now());
        }
        return running.phase === "shadowing"
          ? await readShadow(running, policy, now(), { read, pair })
          : await readLooks(running, policy, now(), read);
      } catch (error) {
        await tellFailed(look, error);
        throw error;
      }
    },
    judge: (look, metrics) => {
      if ("runs" in metrics) {
        const identity = `${rollout}/look/${look}/${metrics.end}`;
        const at = now().toISOString();
        return handle({ kind: "paired-read", identity, at, model, rollout, look, reading: metrics });
      }
      // Read again, over longer, when the endpoint was not sure to be as it should: then it is another reading.
      const identity = `${rollout}/look/${look}/${metrics.end}`;
      const read = { identity, at: now().toISOString(), model, rollout, look };
      return handle(
        isShadowReading(metrics)
          ? { kind: "shadow-read", ...read, reading: metrics }
          : { kind: "look-read", ...read, metrics },
      );
    },
  };
}

function progressOf(state: State, rollout: string, policy: ModelPolicy, now: Date): RolloutProgress {
  const running = state.rollout?.rollout === rollout ? state.rollout : null;
  if (!running) return { phase: "ended", looks: 0, nextLookInSeconds: 0 };
  const { looks, phase } = running;
  if (phase === "held") return { phase: "held", looks, nextLookInSeconds: 0 };
  // A reading that has to be confirmed is read again soon, not at the next look.
  const isWatched = phase === "shadowing" || phase === "looking" || phase === "baking";
  if (!isWatched || state.unconfirmed) return { phase: "changing", looks, nextLookInSeconds: 0 };
  // Jobs end when they end: there are no periods of metrics to wait for.
  const at = running.paired
    ? Date.parse(running.readUntil ?? running.startedAt) + policy.rollout.lookEvery
    : nextLookAt({ ...rhythmOf(running, policy), lookEvery: policy.rollout.lookEvery });
  return { phase: "looking", looks, nextLookInSeconds: Math.max(0, Math.ceil((at - now.getTime()) / 1000)) };
}

/** Each of several challengers beside the champion, over the same periods. */
async function readLooks(
  running: Rollout,
  policy: ModelPolicy,
  now: Date,
  read: RolloutContext["read"],
): Promise<LookOfAll> {
  const [first, ...others] = await Promise.all(
    eachOf(running).map((comparison) => readLook(comparison, policy, now, read)),
  );
  if (!first) throw new Error(`${running.rollout} has no challenger`);
  return others.length > 0 ? { ...first, others } : first;
}

/** All periods since the trial began are read: outcomes become known late, and count by the time of their requests. */
async function readLook(
  running: Rollout,
  policy: ModelPolicy,
  now: Date,
  read: RolloutContext["read"],
): Promise<LookMetrics> {
  const { period } = policy.rollout;
  const units = unitsOf(policy.rollout);
  const { start, end } = lookWindow({ ...rhythmOf(running, policy), now: now.getTime() });
  const began = Date.parse(running.cohorts[0]?.since ?? running.startedAt);
  const periods = await read(
    {
      endpoint: running.endpoint,
      championVariant: running.champion.variant,
      challengerVariant: running.challenger.variant,
      // Once it is promoted the winner serves on the model's own endpoint.
      ...(running.apart && !running.bake ? { challengerEndpoint: running.apart.endpoint } : {}),
      start: new Date(Math.min(start, Math.ceil(began / period) * period)),
      end: new Date(end),
      periodSeconds: period / 1000,
      slowerThan: running.history.latency,
      asynchronous: policy.serving === "asynchronous",
      // What values are brought within was fixed when the trial began, and so was that they are judged.
      asked: {
        values: running.history.values !== undefined,
        segments: policy.rollout.segments?.names ?? [],
        units: units !== null,
        coldStarts: policy.rollout.guards.coldStarts !== undefined,
      },
    },
    now,
  );
  const { maturity = null } = running.history;
  const warmUp = warmUpOf(policy.rollout);
  return lookOf(periods, running, { start, end, period, maturity, warmUp, units });
}

function isShadowReading(read: LookOfAll | ShadowReading): read is ShadowReading {
  return "answers" in read;
}

function nothingRead(now: Date, look: number): LookMetrics {
  const at = now.toISOString();
  const arm = { variant: `look ${look}`, trials: 0, successes: 0, invocations: 0, errors: 0, slow: 0 };
  return { start: at, end: at, champion: arm, challenger: arm };
}
