import type { TrialToRead } from "@driftwheel/aws/metrics/period-counts.ts";
import { concernedModel } from "@driftwheel/core/decider/concerned-model.ts";
import { evolve, replay } from "@driftwheel/core/decider/evolve.ts";
import { giveCommand } from "@driftwheel/core/decider/give-command.ts";
import { handleSignal, type Runtime } from "@driftwheel/core/decider/handle.ts";
import { parse } from "@driftwheel/core/events/parse.ts";
import { servedName } from "@driftwheel/core/policy/batch/served.ts";
import type { Fleet, ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import type { Command, CommandOrigin } from "@driftwheel/core/vocabulary/command.ts";
import type { CommandAnswer } from "@driftwheel/core/vocabulary/command-answer.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import type { CommandGiven, Signal } from "@driftwheel/core/vocabulary/signal.ts";
import type { State } from "@driftwheel/core/vocabulary/state.ts";
import type { PeriodCounts } from "@driftwheel/core/vocabulary/trial/period-counts.ts";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { rolloutActivities } from "../../functions/rollout/rollout-activities.ts";
import { rolloutWorkflow } from "../../functions/rollout/rollout-workflow.ts";
import { endpointChanges, permissions } from "../../functions/shell/permissions.ts";
import { type Crashes, type CrashPlan, planCrashes } from "./crash.ts";
import { driftReport } from "./drift-report.ts";
import { executionsInMemory } from "./executions-in-memory.ts";
import { factsInMemory, type UsageAnswers } from "./facts-in-memory.ts";
import { ledgerInMemory } from "./ledger-in-memory.ts";
import type { JobFate } from "./sagemaker/job.ts";
import { type SageMakerInMemory, sagemakerInMemory } from "./sagemaker-in-memory.ts";
import { armOf, ServedPeriods } from "./served-periods.ts";
import { createVirtualTime, type VirtualTime } from "./virtual-time.ts";

export interface WorldOptions {
  readonly fleet: Fleet;
  readonly model: string;
  readonly seed: number;
  /** How often each event is delivered, and how late at most (milliseconds). */
  readonly deliveries: number;
  readonly lateness: number;
  readonly crash: CrashPlan | null;
  /** Events of SageMaker that never arrive. */
  readonly loses: (detailType: string) => boolean;
  /** Milliseconds between two sweeps; 0 for never. */
  readonly sweepEvery: number;
  /** How many steps an execution lives through before it dies, by its name. */
  readonly lifetimes: Readonly<Record<string, number>>;
  /** True share of good predictions on the days served: before the drift, under it, and the retrained model's. */
  readonly rates: {
    readonly before: number;
    readonly under: number;
    readonly challenger: number;
    /** The retrained model's once it has all of the traffic; as before when not said. */
    readonly promoted?: number;
    /** Of versions of which it is another. */
    readonly byVersion?: Readonly<Record<string, number>>;
  };
  /** Mean absolute error of what the pipeline trains. */
  readonly candidateError: number;
  /** What becomes of the jobs that retrain, where no pipeline does; the last one stands for all that follow. */
  readonly jobs: readonly JobFate[];
  /** What instances retrainings and trials had; the simulation's own unless given. */
  readonly usage?: UsageAnswers;
}

export interface World {
  readonly time: VirtualTime;
  /** What every function decides with. */
  readonly runtime: Runtime;
  readonly sagemaker: SageMakerInMemory;
  /** Names of the rollouts' executions, in the order they were started. */
  executions(): readonly string[];
  readonly crashes: Crashes;
  readonly deadLetters: readonly string[];
  /** Every event that was put on the bus, once each, in order. */
  readonly sent: readonly Readonly<Record<string, unknown>>[];
  send(event: Readonly<Record<string, unknown>>): void;
  /** Gives a command as the API does, again with the same key until it is answered. */
  give(command: Command, by: CommandOrigin & { readonly key: string }): void;
  /** What was answered to the commands that were given, in the order of the answers. */
  readonly answers: readonly CommandAnswer[];
  driftReport(windowEnd: Date, drifted: boolean): void;
  ledger(): Promise<readonly Entry[]>;
  state(): Promise<State>;
}

/** As long as a message is invisible after a failed delivery, and as often as it is delivered. */
const visibility = 60_000;
const maximumReceives = 8;
const grace = 45_000;

/** Driftwheel's own code between a simulated SageMaker and a queue that repeats, reorders and redelivers. */
export function createWorld(options: WorldOptions): World {
  const { fleet, model } = options;
  const policy = policyOf(fleet, model);
  const time = createVirtualTime("2026-05-04T06:00:00.000Z");
  const random = xoroshiro128plus(options.seed);
  const chance = () => (random.next() >>> 0) / 2 ** 32;
  const crashes = planCrashes(options.crash);
  const ledger = ledgerInMemory();
  const deadLetters: string[] = [];
  const sent: Readonly<Record<string, unknown>>[] = [];
  const answers: CommandAnswer[] = [];
  const served = new ServedPeriods();

  let events = 0;
  const sagemaker = sagemakerInMemory({
    time,
    emit: (detailType, resources, detail) =>
      options.loses(detailType)
        ? undefined
        : send({ "detail-type": detailType, source: sourceOf(detailType), resources, detail }),
    endpoint: servedName(policy),
    group: policy.packageGroup,
    pipeline: policy.retrain.pipeline ?? "",
    candidateError: options.candidateError,
    jobs: options.jobs,
  });

  const runtime: Runtime = {
    performs: permissions.sweep.performs,
    eager: new Set(),
    grace,
    ports: {
      clock: time,
      ledger: {
        read: (name) => ledger.read(name),
        append: (name, entries) => crashes.around("append", () => ledger.append(name, entries)),
      },
      snapshots: {
        latest: ledger.latest,
        readAfter: ledger.readAfter,
        keep: (name, snapshot) => crashes.around("keep-snapshot", () => ledger.keep(name, snapshot)),
      },
      facts: factsInMemory(sagemaker, options.rates, options.usage),
      effects: {
        perform: (effect) =>
          crashes.around(effect.kind, async () => {
            // As long as a call takes: others are at work meanwhile.
            await time.sleep(300);
            if (effect.kind !== "start-rollout") return sagemaker.perform(effect);
            executions.start(effect.executionName, effect.rollout);
            return { execution: effect.executionName };
          }),
      },
    },
  };

  const executions = executionsInMemory({
    time,
    retryAfter: visibility,
    lifetimes: options.lifetimes,
    workflow: (rollout, durable) =>
      rolloutWorkflow(
        durable,
        rolloutActivities({
          model,
          rollout,
          policy,
          runtime: { ...runtime, eager: endpointChanges },
          read,
          pair: () => Promise.reject(new Error("No shadow is tried here.")),
          pairRuns: () => Promise.reject(new Error("Nothing is tried in transform jobs here.")),
          log: () => {},
        }),
      ),
  });

  if (options.sweepEvery > 0) time.after(options.sweepEvery, sweep);

  async function sweep(): Promise<void> {
    time.after(options.sweepEvery, sweep);
    const at = time.now().toISOString();
    // A sweep that dies is no loss: the next one finds what it would have found.
    await handle({ kind: "swept", identity: `sweep/${at}`, at, model }).catch(() => {});
  }

  function send(event: Readonly<Record<string, unknown>>): void {
    sent.push(event);
    const envelope = {
      version: "0",
      account: "444455556666",
      region: "eu-central-1",
      time: time.now().toISOString(),
      ...event,
    };
    for (let copy = 0; copy < options.deliveries; copy++) {
      const message = { ...envelope, id: `event-${++events}` };
      time.after(100 + chance() * options.lateness, () => deliver(message, 1));
    }
  }

  async function deliver(message: unknown, receive: number): Promise<void> {
    const again = (): void => {
      if (receive >= maximumReceives) deadLetters.push(JSON.stringify(message));
      else time.after(visibility, () => deliver(message, receive + 1));
    };
    const parsed = parse(message);
    if (parsed.result === "ignored") return;
    if (parsed.result === "malformed") return again();
    if (concernedModel(parsed.signal, fleet) !== model) return;
    try {
      const { postponed, underWay } = await handle(parsed.signal);
      if (postponed.length > 0 || underWay) again();
    } catch {
      again();
    }
  }

  function give(command: Command, { key, ...origin }: CommandOrigin & { readonly key: string }): void {
    const given: CommandGiven = {
      kind: "command-given",
      identity: `command ${model} ${key}`,
      at: time.now().toISOString(),
      model,
      command,
      ...origin,
      expectedSequence: null,
    };
    const ask = async (): Promise<void> => {
      const answer = await giveCommand(given, policy, async () => ({
        ...runtime,
        performs: permissions.command.performs,
      })).catch(() => null);
      if (answer === null || answer.result === "busy") time.after(visibility, ask);
      else answers.push(answer);
    };
    time.after(100 + chance() * options.lateness, ask);
  }

  const handle = (signal: Signal) => handleSignal(model, signal, policy, runtime);

  /** Exact shares of a steady traffic of 600 a minute, so that a run differs from another by its faults alone. */
  async function read(trial: TrialToRead): Promise<readonly PeriodCounts[]> {
    const weights = sagemaker.describeEndpoint().variants;
    const whole = weights.reduce((sum, { weight }) => sum + weight, 0);
    const { under, challenger, promoted = challenger, byVersion = {} } = options.rates;
    const servesAlone = weights.every(({ name, weight }) => weight === 0 || name === trial.challengerVariant);
    return served.read(trial, (variant, minutes) => {
      const share = (weights.find(({ name }) => name === variant)?.weight ?? 0) / whole;
      const its = servesAlone ? promoted : challenger;
      return armOf(
        minutes * 600 * share,
        variant === trial.championVariant ? under : (byVersion[variant] ?? its),
      );
    });
  }

  // What a test asks of the state is asked every half minute.
  let known = replay(model, []);
  return {
    time,
    runtime,
    sagemaker,
    executions: () => executions.names,
    crashes,
    deadLetters,
    sent,
    send,
    give,
    answers,
    driftReport: (windowEnd, drifted) => send(driftReport(servedName(policy), windowEnd, drifted)),
    ledger: () => ledger.read(model),
    async state() {
      const before = known;
      const state = (await ledger.readAfter(model, before.sequence)).reduce(evolve, before);
      if (state.sequence > known.sequence) known = state;
      return state;
    },
  };
}

function sourceOf(detailType: string): string {
  return detailType.startsWith("Step Functions") ? "aws.states" : "aws.sagemaker";
}

function policyOf(fleet: Fleet, model: string): ModelPolicy {
  const policy = fleet.models[model];
  if (!policy) throw new Error(`There is no model ${model} in the fleet.`);
  return policy;
}
