import { AsyncLocalStorage } from "node:async_hooks";
import { z } from "zod";
import type { MetricDatum } from "../world.ts";

type Put = (data: readonly MetricDatum[]) => void;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
const embedded = z.looseObject({
  _aws: z.object({
    Timestamp: z.number(),
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.object({ Name: z.string(), Unit: z.string().optional() })),
      }),
    ),
  }),
});
const values = z.union([z.number().transform((value) => [value]), z.array(z.number())]);

const running = new AsyncLocalStorage<Put>();
let isProvided = false;

/** Calls a function whose lines with metrics in them, in CloudWatch's embedded format, become metrics and nothing else. */
export function withEmbeddedMetrics<Result>(put: Put, call: () => Result): Result {
  if (!isProvided) provide();
  return running.run(put, call);
}

/** Functions share this process's output, so what a function writes is told apart by who runs. */
function provide(): void {
  isProvided = true;
  const { stdout } = process;
  const write = stdout.write.bind(stdout);
  const taken = (chunk: string | Uint8Array) => {
    const put = running.getStore();
    const data = put && typeof chunk === "string" ? metricsIn(chunk) : null;
    if (!put || data === null) return false;
    put(data);
    return true;
  };
  // All forms of the method have the chunk first; the compiler sees only one of them.
  stdout.write = ((chunk: string | Uint8Array, ...rest: []) =>
    taken(chunk) || write(chunk, ...rest)) as typeof stdout.write;
}

/** Null for a line without any. */
function metricsIn(line: string): readonly MetricDatum[] | null {
  if (!line.startsWith("{") || !line.includes('"_aws"')) return null;
  const parsed = embedded.safeParse(jsonOf(line));
  if (!parsed.success) return null;
  const { _aws: told, ...members } = parsed.data;
  const timestamp = new Date(told.Timestamp);
  return told.CloudWatchMetrics.flatMap(({ Namespace: namespace, Dimensions, Metrics }) =>
    Dimensions.flatMap((names) => {
      const dimensions = Object.fromEntries(names.map((name) => [name, String(members[name])]));
      return Metrics.flatMap(({ Name: name, Unit: unit }) =>
        (values.safeParse(members[name]).data ?? []).map((value) => ({
          ...{ namespace, name, dimensions, timestamp, value },
          ...(unit === undefined ? {} : { unit }),
        })),
      );
    }),
  );
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
