import { type MetricDataQuery, paginateGetMetricData } from "@aws-sdk/client-cloudwatch";
import type { Architecture, FunctionTime, FunctionTimesFact } from "@driftwheel/core/vocabulary/costs.ts";
import { TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import type { Question } from "@driftwheel/core/vocabulary/fact.ts";
import { errorMessage } from "@driftwheel/core/words/error-message.ts";
import { cloudWatch } from "../../clients/cloudwatch.ts";
import { failure } from "../../failure.ts";
import { total } from "../../metrics/metrics.ts";

/** The functions that are asked for. */
export interface Deployment {
  readonly region: string;
  readonly architecture: Architecture;
  /** What their names begin with: `driftwheel-production-`. */
  readonly prefix: string;
  /** Megabytes of each, by its name without that. */
  readonly megabytes: Readonly<Record<string, number>>;
  readonly models: FunctionTimesFact["models"];
}

/** A day of them is one value, of which CloudWatch keeps fifteen months. */
const period = 86_400;

/**
 * How long each function ran in a month, by Lambda's own metrics, which cost a cent for a thousand and tell what ran for all
 * models together: a function's log would say for which, and be read by the gigabyte. Not to be able to read it is an answer.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export async function findFunctionTimes(
  { month }: Extract<Question, { readonly ask: "functionTimes" }>,
  deployment: Deployment | null,
): Promise<FunctionTimesFact> {
  const models = deployment?.models ?? { all: 0, watched: 0, judged: 0 };
  const nothing = { month, region: deployment?.region ?? null, functions: [], models, rows: null };
  if (deployment === null) return { ...nothing, unread: "the deployment's functions are not known here" };
  const { prefix, megabytes, architecture } = deployment;
  const names = Object.keys(megabytes);
  const queries = [
    ...names.flatMap((name, place) => [
      query(`duration${place}`, "AWS/Lambda", "Duration", ["FunctionName", `${prefix}${name}`]),
      query(`requests${place}`, "AWS/Lambda", "Invocations", ["FunctionName", `${prefix}${name}`]),
    ]),
    // Driftwheel's own: functions/monitor/window-metrics.ts.
    query("rows", "Driftwheel/Functions", "Rows", ["service", "monitor"]),
  ];
  try {
    const sums = await sumsOf(queries, month);
    const functions = names.flatMap((name, place): readonly FunctionTime[] => {
      const requests = Math.round(sums.get(`requests${place}`) ?? 0);
      const milliseconds = Math.round(sums.get(`duration${place}`) ?? 0);
      return requests === 0
        ? []
        : [{ name, architecture, megabytes: megabytes[name] ?? 0, milliseconds, requests }];
    });
    return { ...nothing, functions, rows: sums.get("rows") ?? null, unread: null };
  } catch (error) {
    const failed = failure(error, "reading what functions ran");
    // What is no answer of AWS is a defect, and is told as one.
    if (!(failed instanceof TransientError) && failed === error) throw error;
    return { ...nothing, unread: errorMessage(failed) };
  }
}

function query(
  id: string,
  namespace: string,
  metric: string,
  [dimension, value]: readonly [string, string],
): MetricDataQuery {
  return {
    Id: id,
    MetricStat: {
      Metric: { Namespace: namespace, MetricName: metric, Dimensions: [{ Name: dimension, Value: value }] },
      Period: period,
      Stat: "Sum",
    },
  };
}

/** Of the month, UTC; what has no value is absent. */
async function sumsOf(
  queries: readonly MetricDataQuery[],
  month: string,
): Promise<ReadonlyMap<string, number>> {
  const start = new Date(`${month}-01T00:00:00.000Z`);
  const end = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1));
  const sums = new Map<string, number>();
  const pages = paginateGetMetricData(
    { client: cloudWatch() },
    { MetricDataQueries: [...queries], StartTime: start, EndTime: end, ScanBy: "TimestampAscending" },
  );
  for await (const { MetricDataResults = [] } of pages) {
    for (const { Id = "", Values = [], StatusCode } of MetricDataResults) {
      if (StatusCode === "InternalError" || StatusCode === "Forbidden")
        throw new TransientError(`CloudWatch answers ${StatusCode} for ${Id}.`);
      if (Values.length > 0) sums.set(Id, (sums.get(Id) ?? 0) + total(Values));
    }
  }
  return sums;
}
