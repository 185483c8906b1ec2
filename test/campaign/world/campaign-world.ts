import { replay } from "@driftwheel/core/decider/evolve.ts";
import { namesHeld } from "@driftwheel/core/idle/rollouts.ts";
import type { ModelPolicyInput } from "@driftwheel/core/policy/policy.ts";
import { seededIntegers } from "@driftwheel/core/stats/random.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import type { State } from "@driftwheel/core/vocabulary/state.ts";
import { sizes } from "../../../stacks/functions/sizes.ts";
import { SimulatedSageMaker } from "../../world/sagemaker/simulated-sagemaker.ts";
import { createVirtualTime, type VirtualTime } from "../../world/virtual-time.ts";
import type { Plan } from "../faults/plan.ts";
import { answering } from "./answering.ts";
import { Bus } from "./bus.ts";
import { replaceClients } from "./clients.ts";
import { DataFiles } from "./data-files.ts";
import { Executions } from "./executions.ts";
import { Functions } from "./functions.ts";
import { IdleAccount } from "./idle/account.ts";
import { IdleWorld } from "./idle/idle-world.ts";
import { Journal } from "./journal.ts";
import { CampaignLedger } from "./ledger.ts";
import { Outside } from "./outside.ts";
import { People } from "./people.ts";
import { firstPolicy, fleetWith, model, pipeline } from "./policy.ts";
import { CampaignPorts } from "./ports.ts";
import { Processes } from "./process.ts";
import { sweeper } from "./sweep.ts";
import { Tracker } from "./tracker.ts";
import { challengerOf, meanAbsoluteError, Traffic } from "./traffic.ts";
import { Weather } from "./weather.ts";

export const minute = 60_000;
const sweepEvery = 5 * minute;
/** Milliseconds of real time that code may take between two calls. */
const patience = 60_000;
const start = "2026-05-04T06:00:00.000Z";

/** Driftwheel's own code between a simulated AWS and people. */
export class CampaignWorld {
  readonly time: VirtualTime;
  readonly journal: Journal;
  readonly weather: Weather;
  readonly sagemaker: SimulatedSageMaker;
  readonly ledger: CampaignLedger;
  readonly outside: Outside;
  readonly executions: Executions;
  readonly people: People;
  readonly bus: Bus;
  readonly tracker: Tracker;
  readonly data: DataFiles;
  /** Null where idle resources are not looked for. */
  readonly idle: IdleWorld | null;
  policy: ModelPolicyInput;
  /** False while the model is not in the fleet. */
  inFleet = true;
  private readonly processes = new Processes();
  private readonly functions: Functions;
  private readonly watchers: ((entry: Entry) => void)[] = [];
  private readonly restore: () => void;

  constructor(plan: Plan) {
    const { seed, faults } = plan;
    this.policy = firstPolicy(plan);
    const time = createVirtualTime(start, () => this.settled());
    const journal = new Journal(() => time.now().getTime());
    const weather = new Weather(time);
    const { processes } = this;
    const functions = new Functions({ time, journal, processes });
    const outside = new Outside({ time, weather, journal, seed, faults });
    const ledger = new CampaignLedger({
      ...{ time, outside, journal },
      appended: (entry) => {
        for (const watcher of this.watchers) watcher(entry);
      },
    });
    const sagemaker = new SimulatedSageMaker({
      time,
      emit: (detailType, resources, detail) =>
        this.bus.send({ "detail-type": detailType, source: sourceOf(detailType), resources, detail }),
      endpoint: this.policy.endpoint,
      group: this.policy.packageGroup,
      pipeline,
      fateOf: (nth) => plan.jobs[Math.min(nth, plan.jobs.length) - 1] ?? "completes",
      errorOf: (nth) => meanAbsoluteError(challengerOf(plan, nth)),
    });
    if (plan.scaled) scaleChampion(sagemaker);
    const traffic = new Traffic(sagemaker, plan);
    const ports = new CampaignPorts({ time, outside, ledger, traffic });
    const fleet = () => fleetWith(this.inFleet ? this.policy : null);
    const policyNow = () => fleet().models[model];
    this.bus = new Bus({ time, weather, journal, functions, ports, fleet, seed: seed + 1, faults });
    this.executions = new Executions({
      ...{ time, weather, functions, faults },
      seed: seed + 2,
      context: (rollout) => {
        const policy = policyNow();
        if (!policy) return null;
        const runtime = ports.runtime("rollout");
        return {
          ...{ model, rollout, policy, runtime },
          read: (trial) => ports.periods(trial),
          pair: () => Promise.reject(new Error("No shadow is tried here.")),
          pairRuns: () => Promise.reject(new Error("Nothing is tried in transform jobs here.")),
          log: () => {},
        };
      },
    });
    this.tracker = new Tracker({ time, seed: seed + 3, ledger: () => ledger.entries });
    this.people = new People({ time, journal, functions, ports, sagemaker, policy: policyNow });
    this.time = time;
    this.journal = journal;
    this.weather = weather;
    this.outside = outside;
    this.ledger = ledger;
    this.sagemaker = sagemaker;
    this.functions = functions;
    this.data = new DataFiles({ time, waits: plan.waits, send: (event) => this.bus.send(event) });
    const account = new IdleAccount({
      ...{ time, sagemaker },
      held: () => new Set(namesHeld(this.state())),
    });
    const repeats = seededIntegers(seed + 4);
    this.idle = plan.idle
      ? new IdleWorld({
          ...{ time, outside, journal, functions, ports, account, ledger, fleet },
          repeatAfter: () => (repeats() % 4 === 0 ? (repeats() % 120) * 1_000 : null),
        })
      : null;
    this.restore = replaceClients(
      answering({
        account,
        outside,
        sagemaker,
        journal,
        announced: (detail) => this.tracker.announce(detail),
        data: this.data,
        startExecution: (name, rollout) => this.executions.start(name, rollout),
      }),
    );
    const act = sweeper({ time, outside, ports, fleet });
    time.after(sweepEvery, () => this.sweep(act));
  }

  onEntry(watcher: (entry: Entry) => void): void {
    this.watchers.push(watcher);
  }

  state(): State {
    return replay(model, this.ledger.entries);
  }

  /** The SDK's clients send again. */
  close(): void {
    this.restore();
  }

  /** What fails is the next sweep's. */
  private sweep(act: () => Promise<void>): void {
    this.time.after(sweepEvery, () => this.sweep(act));
    this.functions.invoke("sweep", sizes.sweep.timeout, act, () => {});
  }

  /** Every process waits for the outside, or is over. A module that is loaded first takes many turns. */
  private async settled(): Promise<void> {
    const began = performance.now();
    do {
      await new Promise<void>((resolve) => void setImmediate(resolve));
      if (performance.now() - began > patience) {
        throw new Error(`${this.processes.names.join(", ")} wait for what no simulated call is.`);
      }
    } while (this.processes.busy);
  }
}

function sourceOf(detailType: string): string {
  return detailType.startsWith("Step Functions") ? "aws.states" : "aws.sagemaker";
}

/** What a team has given its endpoint before Driftwheel came. */
function scaleChampion({ scaling: { operations }, endpoint: { name } }: SimulatedSageMaker): void {
  const target = {
    ServiceNamespace: "sagemaker",
    ScalableDimension: "sagemaker:variant:DesiredInstanceCount",
    ResourceId: `endpoint/${name}/variant/AllTraffic`,
  } as const;
  operations.RegisterScalableTarget({ ...target, MinCapacity: 2, MaxCapacity: 8 });
  operations.PutScalingPolicy({
    ...target,
    PolicyName: "by-invocations",
    PolicyType: "TargetTrackingScaling",
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: 400,
      PredefinedMetricSpecification: { PredefinedMetricType: "SageMakerVariantInvocationsPerInstance" },
    },
  });
}
