import { describeIssues, quoted } from "../schema/issues.ts";
import type { Parsed } from "../vocabulary/signal.ts";
import { notNeeded, parsers } from "./catalogue.ts";
import { type EventParser, envelope } from "./parser/event-parser.ts";

const parserOfRoute = new Map<string, EventParser>(
  parsers.flatMap((parser) =>
    parser.detailTypes.map((detailType) => [route(parser.source, detailType), parser] as const),
  ),
);

/**
 * Reads an EventBridge event: a signal, or why it is none. Never throws, whatever it is given.
 *
 * @param event parsed JSON of one event.
 */
export function parse(event: unknown): Parsed {
  try {
    return read(event);
  } catch (error) {
    // No JSON value comes here; objects with getters or proxies that throw do.
    const cause = error instanceof Error ? error.message : "it cannot be read";
    return { result: "malformed", kind: null, reason: `the event: ${cause}; expected plain JSON` };
  }
}

function read(event: unknown): Parsed {
  const parser = parserOf(event);
  if (parser) return parser.read(event);
  const parsed = envelope.safeParse(event);
  if (!parsed.success) {
    return { result: "malformed", kind: null, reason: describeIssues(parsed.error.issues, event) };
  }
  return { result: "ignored", kind: null, reason: whyNot(parsed.data.source, parsed.data["detail-type"]) };
}

/** Source and detail-type are enough to choose the parser by; the parser checks them and the rest. */
function parserOf(event: unknown): EventParser | undefined {
  if (typeof event !== "object" || event === null) return undefined;
  const source: unknown = Reflect.get(event, "source");
  const detailType: unknown = Reflect.get(event, "detail-type");
  return typeof source === "string" && typeof detailType === "string"
    ? parserOfRoute.get(route(source, detailType))
    : undefined;
}

function whyNot(source: string, detailType: string): string {
  if (detailType.endsWith("via CloudTrail")) {
    return `${quoted(detailType)}: CloudTrail tells who called an API; what came of the call is told by the service's own events`;
  }
  if (source !== "aws.sagemaker") return `no parser reads ${quoted(detailType)} of ${quoted(source)}`;
  const reason = notNeeded.get(detailType);
  return reason
    ? `${quoted(detailType)}: ${reason}`
    : `${quoted(detailType)} is no SageMaker event that Driftwheel knows`;
}

function route(source: string, detailType: string): string {
  return JSON.stringify([source, detailType]);
}
