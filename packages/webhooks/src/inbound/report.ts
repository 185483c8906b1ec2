import { concernedModel } from "@driftwheel/core/decider/concerned-model.ts";
import { driftReport } from "@driftwheel/core/events/monitoring/drift-report.ts";
import { evidently } from "@driftwheel/core/events/monitoring/evidently-report.ts";
import { servedName } from "@driftwheel/core/policy/batch/served.ts";
import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import { withNamedNumbers } from "@driftwheel/core/schema/any-number.ts";
import type { HookEvent } from "./ports.ts";
import { type Asked, fieldOf, modelOf, type Read, right, wrong } from "./values.ts";

/**
 * A report as the event that it becomes, read once before it is sent on by the parser that will read it there: so
 * the sender is told at once what is wrong, and nothing broken ends in a dead-letter queue.
 */
export function reportOf(
  asked: Asked,
  signal: "drift report" | "evidently report",
  fleet: Fleet,
  now: string,
): Read<HookEvent> {
  const found = asked.rule.report === undefined ? right(asked.payload.body) : fieldOf(asked, "report");
  if (!found.ok) return found;
  const { value } = found;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return wrong(asked, "report", value, "an object with the report's fields");
  }
  const model = asked.rule.model === undefined ? null : modelOf(asked, fleet);
  if (model && !model.ok) return model;
  const policy = model ? fleet.models[model.value] : undefined;
  const endpoint = policy ? { endpoint: servedName(policy) } : {};
  const parser = signal === "drift report" ? driftReport : evidently;
  const event: HookEvent = {
    bus: "default",
    source: parser.source,
    detailType: parser.detailTypes[0] ?? "",
    // Whoever sends it by webhook is not Driftwheel's own monitor, whatever it says.
    // An event is JSON, in which a score of Python's NaN or Infinity would be null.
    detail: {
      ...Object(withNamedNumbers(value)),
      ...endpoint,
      ...(signal === "drift report" ? { source: "external" } : {}),
    },
  };
  const parsed = parser.read({
    source: event.source,
    "detail-type": event.detailType,
    time: now,
    resources: [],
    detail: event.detail,
  });
  if (parsed.result !== "signal") return wrong(asked, "report", null, parsed.reason);
  if (concernedModel(parsed.signal, fleet) === null) {
    const endpoints = Object.values(fleet.models).map(servedName);
    return wrong(
      asked,
      "report",
      event.detail.endpoint,
      `a report of one of the fleet's endpoints: ${endpoints.join(", ")}`,
    );
  }
  return right(event);
}
