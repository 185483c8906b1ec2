import { seededIntegers } from "@driftwheel/core/stats/random.ts";
import type { VirtualTime } from "../../world/virtual-time.ts";
import type { Call, Fault } from "../faults/fault.ts";
import type { Journal } from "./journal.ts";
import { currentProcess, never, type Process } from "./process.ts";
import type { Weather } from "./weather.ts";

/** The calls that change something. */
const writes: ReadonlySet<Call> = new Set([
  "CreateEndpointConfig",
  "CreateModel",
  "UpdateEndpoint",
  "UpdateEndpointWeightsAndCapacities",
  "UpdateModelPackage",
  "StartPipelineExecution",
  "CreateTrainingJob",
  "StopTrainingJob",
  "CreateHyperParameterTuningJob",
  "StopHyperParameterTuningJob",
  "CreateAutoMLJobV2",
  "StopAutoMLJob",
  "StartExecution",
  "CreateModelPackage",
  "PutObject",
  "Invoke",
  "Publish",
]);

/** After so many milliseconds the SDK gives an answer up: clientSettings() of the adapters. */
const requestTimeout = 10_000;

type Counted = Extract<Fault, { readonly kind: "kill" | "ambiguous-write" }>;

interface OutsideSettings {
  readonly time: VirtualTime;
  readonly weather: Weather;
  readonly journal: Journal;
  readonly seed: number;
  readonly faults: readonly Fault[];
}

/** The way of every call from a process of Driftwheel's to a service, and back. */
export class Outside {
  private readonly settings: OutsideSettings;
  private readonly random: () => number;
  private readonly counts = new Map<Call, number>();
  private readonly counted: readonly Counted[];
  private open = true;

  constructor(settings: OutsideSettings) {
    this.settings = settings;
    this.random = seededIntegers(settings.seed);
    this.counted = settings.faults.filter(
      (fault): fault is Counted => fault.kind === "kill" || fault.kind === "ambiguous-write",
    );
  }

  /** Kills and lost answers are over. */
  clear(): void {
    this.open = false;
  }

  /**
   * @param act what the service does, at one moment; `staleness` is how old (milliseconds) its answer may be.
   * @param input what is written down of a call that changes something.
   */
  async call<Answer>(
    call: Call,
    act: (staleness: number, process: Process) => Answer,
    input: Readonly<Record<string, unknown>> = {},
  ): Promise<Answer> {
    const { time, weather, journal } = this.settings;
    const process = currentProcess();
    if (!process.alive) return never();
    const nth = (this.counts.get(call) ?? 0) + 1;
    this.counts.set(call, nth);
    const strikes = this.open ? this.counted.filter((fault) => fault.of === call && fault.nth === nth) : [];
    const edge = strikes.find((fault) => fault.kind === "kill")?.edge;
    process.waits++;
    if (edge === "before") return this.kill(process, `before ${call}`);
    const called = time.now().getTime();
    const { lastRead, effect } = process;
    const met = weather.meet(call);
    await time.sleep(20 + (this.random() % 200) + met.slower);

    let refusal: Error | null = met.refusal;
    let answer: Answer | undefined;
    try {
      if (refusal === null) answer = act(met.staleness, process);
    } catch (error) {
      refusal = error instanceof Error ? error : new Error(String(error));
    }
    if (writes.has(call)) {
      journal.write({
        kind: "write",
        ...{ call, input, process: process.name, called, lastRead },
        effect: effect && {
          kind: effect.effect.kind,
          token: effect.effect.token,
          sequence: effect.effect.sequence,
          since: effect.since,
        },
        refusal: refusal?.message ?? null,
      });
    }
    if (edge === "after") return this.kill(process, `after ${call}`);
    if (strikes.some((fault) => fault.kind === "ambiguous-write")) {
      weather.count("ambiguous-write");
      await time.sleep(requestTimeout);
      refusal = Object.assign(new Error(`Request timed out after ${requestTimeout} ms`), {
        name: "TimeoutError",
      });
    } else {
      await time.sleep(20 + (this.random() % 80));
    }
    if (!process.alive) return never();
    process.waits--;
    if (refusal) throw refusal;
    // Without a refusal the act has answered.
    return answer as Answer;
  }

  private kill(process: Process, why: string): Promise<never> {
    this.settings.weather.count("kill");
    process.end({ how: "killed", why });
    return never();
  }
}
