import * as z from "zod/mini";
import { text } from "../../schema/fields.ts";
import { broken, describeIssues } from "../../schema/issues.ts";
import { moment } from "../../schema/moment.ts";
import type { OutsideSignal, Parsed } from "../../vocabulary/signal.ts";

/** Parses the events of one source. */
export interface EventParser {
  readonly source: string;
  readonly detailTypes: readonly string[];
  read(event: unknown): Parsed;
}

/**
 * What every EventBridge event has.
 * https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html
 */
export const envelope = z.object(
  {
    source: text('the event\'s source such as "aws.sagemaker"'),
    "detail-type": text('the event\'s type such as "SageMaker Endpoint State Change"'),
    time: z.nullish(moment),
    resources: z.nullish(z.array(z.unknown(), "a list of ARNs")),
    detail: z.custom<object>(
      (value) => typeof value === "object" && value !== null && !Array.isArray(value),
      "an object with the event's fields",
    ),
  },
  'an EventBridge event: an object with "source", "detail-type", "time" and "detail"',
);

type Outcome<S extends OutsideSignal> =
  | { readonly signal: S }
  | { readonly ignored: string }
  | { readonly malformed: string };

interface Source<S extends OutsideSignal, Detail> {
  readonly kind: S["kind"];
  readonly source: string;
  readonly detailTypes: readonly string[];
  /** Called for the first event of the source: a function that starts reads one source, and no other's schema. */
  readonly detail: () => z.ZodMiniType<Detail>;
  /** When the detail says it happened, ISO 8601 UTC; the envelope's time counts when it does not say. */
  happened(detail: Detail): string | null | undefined;
  read(event: {
    readonly detail: Detail;
    readonly at: string;
    readonly detailType: string;
    readonly resources: readonly unknown[];
  }): Outcome<S>;
}

/** Makes the parser of one event source; what does not fit its schema is malformed, with the path. */
export function eventParser<S extends OutsideSignal, Detail>(source: Source<S, Detail>): EventParser {
  const schemaOf = () => z.extend(envelope, { detail: source.detail() });
  let schema: ReturnType<typeof schemaOf> | null = null;
  return {
    source: source.source,
    detailTypes: source.detailTypes,
    read(event) {
      const { kind } = source;
      schema ??= schemaOf();
      const parsed = schema.safeParse(event);
      if (!parsed.success) {
        return { result: "malformed", kind, reason: describeIssues(parsed.error.issues, event) };
      }
      const { detail, time, resources } = parsed.data;
      const at = source.happened(detail) ?? time;
      if (!at) {
        return { result: "malformed", kind, reason: broken("time", time, "the time of the event, ISO 8601") };
      }
      const detailType = parsed.data["detail-type"];
      const outcome = source.read({ detail, at, detailType, resources: resources ?? [] });
      if ("signal" in outcome) return { result: "signal", signal: outcome.signal };
      if ("ignored" in outcome) return { result: "ignored", kind, reason: outcome.ignored };
      return { result: "malformed", kind, reason: outcome.malformed };
    },
  };
}
