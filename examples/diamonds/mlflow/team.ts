import { type CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import { names, tags } from "../names.ts";
import type { Registry } from "./registry.ts";

/** A team looks every night and reviews in the morning; the example's days are short. */
const every = 2_000;
/** Seconds of outcomes that a look takes together, and after which all of them are known. */
const period = 10;
const lag = 3;
/** A share of right answers below which the model must be trained anew. */
const least = 0.6;
/** Fewer outcomes tell nothing. */
const fewest = 100;

/** What its people and its nightly job do with MLflow; scripts do it here. Nobody of them talks to Driftwheel or to AWS. */
export class Team {
  readonly #registry: Registry;
  readonly #cloudwatch: CloudWatchClient;
  readonly #say: (text: string) => void;
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> = Promise.resolve();
  #run: string | null = null;
  #seen = 0;
  #looks = 0;
  #asked = false;
  #reviewed: string | null = null;

  constructor(registry: Registry, cloudwatch: CloudWatchClient, say: (text: string) => void) {
    this.#registry = registry;
    this.#cloudwatch = cloudwatch;
    this.#say = say;
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#working = this.#working
        .then(() => this.#look())
        .then(() => this.#review())
        .catch((error: unknown) => console.error(error));
    }, every);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#working;
  }

  /** The nightly job: logs the share of right answers to a run, and tags the champion when it is too small. */
  async #look(): Promise<void> {
    const until = Math.floor((Date.now() / 1000 - lag) / period) * period;
    if (until <= this.#seen) return;
    this.#seen = until;
    const [right, all] = await Promise.all([
      this.#sum("OutcomeSuccesses", until),
      this.#sum("OutcomeTrials", until),
    ]);
    if (all < fewest) return;
    this.#run ??= await this.#registry.beginRun("live");
    await this.#registry.logMetric(this.#run, "right", right / all, ++this.#looks);
    if (right / all >= least || this.#asked) return;
    this.#asked = true;
    const { version } = await this.#registry.withAlias("champion");
    const why = `${percent(right / all)} of ${all} prices were right, ${percent(least)} must be`;
    this.#say(`MLflow: a nightly job tags version ${version} with ${tags.retrain}: ${why}`);
    await this.#registry.setTag(version, tags.retrain, why);
  }

  /** Of the period that ends then, in seconds since 1970. */
  async #sum(metric: string, until: number): Promise<number> {
    const { Datapoints = [] } = await this.#cloudwatch.send(
      new GetMetricStatisticsCommand({
        Namespace: "Driftwheel",
        MetricName: metric,
        Dimensions: [
          { Name: "EndpointName", Value: names.endpoint },
          { Name: "VariantName", Value: "champion" },
        ],
        StartTime: new Date((until - period) * 1000),
        EndTime: new Date(until * 1000),
        Period: period,
        Statistics: ["Sum"],
      }),
    );
    return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
  }

  /** A person's review: a version that waits for approval gets the alias `challenger` when its run is the better one. */
  async #review(): Promise<void> {
    const waiting = (await this.#registry.versions()).find(
      ({ tags: of }) => of[tags.state] === "waits for approval",
    );
    if (!waiting || waiting.version === this.#reviewed) return;
    this.#reviewed = waiting.version;
    const { right = 0, champion_right: champion = 1 } = await this.#registry.metrics(waiting.runId);
    const seen = `version ${waiting.version} prices ${percent(right)} rightly, the champion ${percent(champion)}`;
    if (right <= champion) return this.#say(`MLflow: ${seen}; a person leaves it`);
    this.#say(`MLflow: ${seen}; a person gives it the alias challenger`);
    await this.#registry.setAlias("challenger", waiting.version);
  }
}

function percent(share: number): string {
  return `${Math.round(100 * share)}%`;
}
