import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import { seededIntegers } from "@driftwheel/core/stats/random.ts";
import { assertComplete, handleMessage } from "../../../functions/shell/handle-message.ts";
import { sizes, visibility } from "../../../stacks/functions/sizes.ts";
import type { VirtualTime } from "../../world/virtual-time.ts";
import type { Fault } from "../faults/fault.ts";
import type { Functions } from "./functions.ts";
import type { Journal } from "./journal.ts";
import type { CampaignPorts, FunctionName } from "./ports.ts";
import type { Weather } from "./weather.ts";

/** As deployed: stacks/functions/intake.ts. */
const maximumReceives = 20;

interface BusSettings {
  readonly time: VirtualTime;
  readonly weather: Weather;
  readonly journal: Journal;
  readonly functions: Functions;
  readonly ports: CampaignPorts;
  readonly fleet: () => Fleet;
  readonly seed: number;
  readonly faults: readonly Fault[];
}

/** Whose events the sweep makes good, by asking. */
const findable: ReadonlySet<string> = new Set(["aws.sagemaker", "aws.states", "aws.s3"]);

type Event = Readonly<Record<string, unknown>> & { readonly "detail-type": string };

/** EventBridge and the queues behind it: repeats, reorders, delays and loses what the weather says. */
export class Bus {
  private readonly settings: BusSettings;
  private readonly random: () => number;
  private events = 0;
  private messages = 0;

  constructor(settings: BusSettings) {
    this.settings = settings;
    this.random = seededIntegers(settings.seed);
  }

  send(event: Event): void {
    const { time, weather } = this.settings;
    const name = functionOf(event);
    if (!name || this.isLost(event)) return;
    const envelope = {
      version: "0",
      id: `event-${++this.events}`,
      account: "444455556666",
      region: "eu-central-1",
      time: time.now().toISOString(),
      ...event,
    };
    const late = weather.now("delays")?.fault.by ?? 0;
    if (late > 0) weather.count("delays");
    const repeated = weather.now("duplicates")?.fault;
    if (repeated) weather.count("duplicates");
    for (let copy = 0; copy <= (repeated?.copies ?? 0); copy++) {
      // SageMaker itself tells some changes twice, and each telling has an id of its own.
      const body = JSON.stringify({ ...envelope, id: `${envelope.id}-${copy}` });
      const spread = repeated ? this.random() % (repeated.spread * 1000 + 1) : 0;
      time.after(late * 1000 + 100 + (this.random() % 1_000) + spread, () => this.receive(name, body));
    }
  }

  private isLost({ source }: Event): boolean {
    const { weather } = this.settings;
    const losses = weather.now("losses")?.fault;
    if (!losses || (losses.of !== "all" && !findable.has(String(source)))) return false;
    return weather.strikes("losses");
  }

  private receive(name: FunctionName, body: string): void {
    const { faults, time, weather } = this.settings;
    const nth = ++this.messages;
    this.deliver(name, body, 1);
    for (const fault of faults) {
      if (fault.kind !== "visibility-ends" || fault.nth !== nth) continue;
      weather.count("visibility-ends");
      time.after(fault.after * 1000, () => this.deliver(name, body, 2));
    }
  }

  private deliver(name: FunctionName, body: string, receives: number): void {
    const { time, functions, fleet, ports, journal } = this.settings;
    let deleted = false;
    let why = "";
    const act = async () => {
      assertComplete(await handleMessage(body, { fleet: fleet(), runtime: async () => ports.runtime(name) }));
    };
    functions.invoke(name, sizes[name].timeout, act, (end) => {
      if (end.how === "done") deleted = true;
      if (end.how === "failed") why = end.error instanceof Error ? end.error.message : String(end.error);
    });
    time.after(visibility(name) * 1000, () => {
      if (deleted) return;
      if (receives < maximumReceives) this.deliver(name, body, receives + 1);
      else journal.write({ kind: "dead-letter", message: body, why });
    });
  }
}

/** Which function's queue an event reaches, by stacks/routes.ts; null for what no rule wants. */
function functionOf(event: Event): FunctionName | null {
  switch (event["detail-type"]) {
    case "Drift Report":
    case "CloudWatch Alarm State Change":
    case "Object Created":
      return "drift";
    case "SageMaker Endpoint State Change":
      return "endpoint";
    case "SageMaker Model Package State Change":
      return "registry";
    case "SageMaker Model Building Pipeline Execution Status Change":
    case "SageMaker Training Job State Change":
    case "SageMaker Processing Job State Change":
    case "SageMaker HyperParameter Tuning Job State Change":
    case "Step Functions Execution Status Change":
      return "retraining";
    default:
      return null;
  }
}
