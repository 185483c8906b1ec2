import { type CloudWatchClient, type MetricDatum, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { Served } from "./traffic.ts";

/** Labels and outcome metrics leave in batches this often. */
const batchMilliseconds = 1000;
/** How long after a request it is known whether its answer was right. */
const lateMilliseconds = 1000;

export interface OutcomeSettings<Asked> {
  readonly bucket: string;
  readonly endpoint: string;
  isRight(served: Served<Asked>): boolean;
  /** Labelled rows as the pipeline reads them. */
  labelled(served: readonly Served<Asked>[]): string;
  /** Puts what is known elsewhere as well. */
  putElsewhere?(served: readonly Served<Asked>[]): Promise<void>;
}

/**
 * What is known later: labelled rows in S3, under `labelled/`, for whoever trains next, and outcomes in CloudWatch
 * for whoever judges the variants. It knows nothing of drift or of models.
 */
export class Outcomes<Asked> {
  readonly #s3: S3Client;
  readonly #cloudwatch: CloudWatchClient;
  readonly #settings: OutcomeSettings<Asked>;
  #waiting: Served<Asked>[] = [];
  #batches = 0;
  #timer: NodeJS.Timeout | undefined;
  #written: Promise<void> = Promise.resolve();

  constructor(
    clients: { readonly s3: S3Client; readonly cloudwatch: CloudWatchClient },
    settings: OutcomeSettings<Asked>,
  ) {
    this.#settings = settings;
    this.#s3 = clients.s3;
    this.#cloudwatch = clients.cloudwatch;
  }

  start(onFailed: (error: unknown) => void): void {
    this.#timer = setInterval(() => {
      const over = Date.now() - lateMilliseconds;
      this.#written = this.#written.then(() => this.#bring(over)).catch(onFailed);
    }, batchMilliseconds);
  }

  follow(served: Served<Asked>): void {
    this.#waiting.push(served);
  }

  /** Brings what is still waiting. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#written;
    await this.#bring(Number.POSITIVE_INFINITY);
  }

  async #bring(over: number): Promise<void> {
    const brought = this.#waiting.filter(({ at }) => at.getTime() <= over);
    if (brought.length === 0) return;
    this.#waiting = this.#waiting.filter(({ at }) => at.getTime() > over);
    this.#batches++;
    const now = new Date();
    await Promise.all([
      this.#settings.putElsewhere?.(brought),
      this.#s3.send(
        new PutObjectCommand({
          Bucket: this.#settings.bucket,
          Key: `labelled/${now.toISOString().replaceAll(/[-:.]/g, "")}-${this.#batches}.csv`,
          ContentType: "text/csv",
          Body: this.#settings.labelled(brought),
        }),
      ),
      this.#cloudwatch.send(
        new PutMetricDataCommand({ Namespace: "Driftwheel", MetricData: outcomes(brought, this.#settings) }),
      ),
    ]);
  }
}

/** By the seconds in which they were asked for: a rollout compares requests of the same time. */
function outcomes<Asked>(
  brought: readonly Served<Asked>[],
  { endpoint, isRight }: OutcomeSettings<Asked>,
): MetricDatum[] {
  const groups = Map.groupBy(
    brought,
    ({ variant, at }) => `${variant} ${Math.floor(at.getTime() / batchMilliseconds)}`,
  );
  return [...groups.values()].flatMap((served) => {
    const [first] = served;
    if (!first) return [];
    const { variant, at } = first;
    const datum = (name: string, value: number): MetricDatum => ({
      MetricName: name,
      Dimensions: [
        { Name: "EndpointName", Value: endpoint },
        { Name: "VariantName", Value: variant },
      ],
      Timestamp: at,
      Unit: "Count",
      Value: value,
      StorageResolution: 1,
    });
    return [datum("OutcomeTrials", served.length), datum("OutcomeSuccesses", served.filter(isRight).length)];
  });
}
