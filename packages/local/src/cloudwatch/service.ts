import type { HttpService } from "../http/service.ts";
import { cborOperation } from "../protocols/cbor-operation.ts";
import { answerJson } from "../protocols/json.ts";
import { answerQuery } from "../protocols/query.ts";
import type { RpcService } from "../protocols/run-operation.ts";
import type { Operation, World } from "../world.ts";
import { alarmOperations } from "./alarms/alarm-operations.ts";
import type { Alarms } from "./alarms/alarms.ts";
import { getMetricData } from "./get-metric-data.ts";
import { getMetricStatistics } from "./get-metric-statistics.ts";
import { listMetrics } from "./list-metrics.ts";
import type { MetricRecorder } from "./metric-recorder.ts";
import { putMetricData } from "./put-metric-data.ts";

/** CloudWatch's metrics and alarms, in the three protocols that its clients speak: JSON, Smithy RPC v2 CBOR and query. */
export function cloudwatchService(world: World, recorder: MetricRecorder, alarms: Alarms): HttpService {
  const service: RpcService = {
    name: "monitoring",
    model: "cloudwatch",
    target: "GraniteServiceVersion20100801",
    operations: new Map<string, Operation>([
      ["PutMetricData", async (input) => putMetricData(input, recorder, new Date())],
      ["GetMetricData", async (input) => getMetricData(input, recorder)],
      ["GetMetricStatistics", async (input) => getMetricStatistics(input, recorder)],
      ["ListMetrics", async (input) => listMetrics(input, recorder)],
      ...alarmOperations(alarms),
    ]),
    errorShapes: new Map([
      ["InvalidParameterValue", "InvalidParameterValueException"],
      ["InvalidParameterCombination", "InvalidParameterCombinationException"],
      ["MissingParameter", "MissingRequiredParameterException"],
    ]),
  };
  return {
    name: service.name,
    accepts: (call) =>
      call.target?.startsWith(`${service.target}.`) ||
      cborOperation(call, service) !== null ||
      call.scope === "monitoring",
    async handle(call) {
      const operation = cborOperation(call, service);
      if (operation !== null) {
        const { answerCbor } = await import("../protocols/cbor.ts");
        return await answerCbor(service, operation, call, world);
      }
      if (call.target !== null) return await answerJson(service, "1.0", call, world);
      return await answerQuery(service, "http://monitoring.amazonaws.com/doc/2010-08-01/", call, world);
    },
  };
}
