import { type CloudWatchClient, type MetricDatum, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { formatLabelledDays } from "../image/labelled-days.ts";
import { names } from "../names.ts";
import { isHit } from "./outcome.ts";
import type { Served } from "./traffic.ts";

/** Labels and outcome metrics leave in batches this often. */
const batchMilliseconds = 1000;
/** How long after the request its night is over. */
const nightMilliseconds = 1000;

/**
 * What the nights bring: labelled rows in S3 for whoever trains next, and outcomes in CloudWatch for whoever
 * judges the variants. It knows nothing of drift or of models.
 */
export class Nights {
  readonly #s3: S3Client;
  readonly #cloudwatch: CloudWatchClient;
  #waiting: Served[] = [];
  #batches = 0;
  #timer: NodeJS.Timeout | undefined;
  #written: Promise<void> = Promise.resolve();

  constructor(clients: { readonly s3: S3Client; readonly cloudwatch: CloudWatchClient }) {
    this.#s3 = clients.s3;
    this.#cloudwatch = clients.cloudwatch;
  }

  start(onFailed: (error: unknown) => void): void {
    this.#timer = setInterval(() => {
      const over = Date.now() - nightMilliseconds;
      this.#written = this.#written.then(() => this.#bring(over)).catch(onFailed);
    }, batchMilliseconds);
  }

  fallOn(served: Served): void {
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
      this.#s3.send(
        new PutObjectCommand({
          Bucket: names.bucket,
          Key: `labelled/${now.toISOString().replaceAll(/[-:.]/g, "")}-${this.#batches}.csv`,
          ContentType: "text/csv",
          Body: formatLabelledDays(
            brought.map(({ at, weather }) => ({ ...weather, servedAt: at.toISOString() })),
          ),
        }),
      ),
      this.#cloudwatch.send(
        new PutMetricDataCommand({ Namespace: "Driftwheel", MetricData: outcomes(brought) }),
      ),
    ]);
  }
}

/** By the seconds in which the days were asked for: a rollout compares requests of the same time. */
function outcomes(brought: readonly Served[]): MetricDatum[] {
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
        { Name: "EndpointName", Value: names.endpoint },
        { Name: "VariantName", Value: variant },
      ],
      Timestamp: at,
      Unit: "Count",
      Value: value,
      StorageResolution: 1,
    });
    return [datum("OutcomeTrials", served.length), datum("OutcomeSuccesses", served.filter(isHit).length)];
  });
}
