import { TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { publishedEvery } from "../../metrics/published-every.ts";
import { describeConfig } from "../endpoint/endpoint-config.ts";

const minute = 60_000;

/**
 * A request waits six hours at most, and is answered within one more or never.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpointAsync.html
 */
const longestWait = 7 * 60 * minute;
/** How far back the queue's size is looked for. */
const lookedBack = 15 * minute;

interface Queue {
  readonly endpoint: string;
  /** Of the endpoint, which says how often its metrics come. */
  readonly config: string;
  /**
   * Since when nobody asks it any more, milliseconds since 1970; null where there is no route: then it was never asked, or
   * somebody has deleted the parameter.
   */
  readonly known: number | null;
}

/**
 * Holds that nothing waits on an endpoint that nobody asks any more.
 *
 * @throws TransientError while something does, or nobody has measured the queue since; not for longer than a request can wait
 */
export async function assertNothingWaits({ endpoint, config, known }: Queue, now: Date): Promise<void> {
  if (known !== null && now.getTime() - known > longestWait) return;
  const { readMetrics } = await import("../../metrics/metrics.ts");
  const periodSeconds = publishedEvery((await describeConfig(config)).MetricsConfig);
  const period = periodSeconds * 1_000;
  const start = Math.ceil(Math.max(known ?? 0, now.getTime() - lookedBack) / period) * period;
  const end = Math.ceil(now.getTime() / period) * period;
  const sizes =
    end > start
      ? await readMetrics(
          [{ id: "waiting", metric: "ApproximateBacklogSize", endpoint, statistic: "Maximum" }],
          { start: new Date(start), end: new Date(end), periodSeconds },
        )
      : null;
  const waiting = [...(sizes?.get("waiting")?.values() ?? [])].at(-1);
  if (waiting === undefined) {
    if (known === null) return;
    throw new TransientError(
      `nobody has measured the queue of ${endpoint} since ${new Date(known).toISOString()}`,
    );
  }
  if (waiting > 0)
    throw new TransientError(`${waiting} requests wait on ${endpoint}, and would be lost with it`);
}
