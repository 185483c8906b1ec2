import * as z from "zod/mini";
import { anyNumber, keptNumber } from "../../schema/any-number.ts";
import { optionalText, text } from "../../schema/fields.ts";
import { moment } from "../../schema/moment.ts";
import type { DriftFeature, MeasuredMetric, WindowEvidence } from "../../vocabulary/drift-window.ts";
import {
  type BaselineOrigin,
  type Unread,
  type WindowProblem,
  windowProblems,
} from "../../vocabulary/monitored-window.ts";

/** Parsed to null where it is NaN: what could not be measured is not known. */
const number = (expected: string) =>
  z._default(z.nullish(z.pipe(anyNumber(expected), z.transform(keptNumber))), null);

const isProbability = (value: number) => Number.isNaN(value) || (value >= 0 && value <= 1);

const measuredMetric = z.object(
  {
    value: z.number("a number"),
    standardError: number("a number or null"),
    line: number("a number or null"),
    worse: z._default(z.nullish(z.enum(["above", "below"], "above, below or null")), null),
    baseline: number("a number or null"),
    estimated: z.boolean("true or false"),
  },
  "an object with the metric's value",
) satisfies z.ZodMiniType<MeasuredMetric>;

/** One feature of a report; what its source does not say may be missing or null. */
const driftFeature = z.object(
  {
    feature: text("the feature's name"),
    check: text('the check\'s name such as "baseline_drift_check"'),
    violated: z.boolean("true or false"),
    distance: number("a number or null"),
    threshold: number("a number or null"),
    pValue: z._default(
      z.nullish(
        z.pipe(
          anyNumber("a probability from 0 to 1, or null").check(
            z.refine(isProbability, "a probability from 0 to 1, or null"),
          ),
          z.transform(keptNumber),
        ),
      ),
      null,
    ),
    description: z._default(z.string("a text"), ""),
    measured: z.exactOptional(measuredMetric),
  },
  "an object with the feature's result",
) satisfies z.ZodMiniType<DriftFeature>;

/** The window that a report is of, and where the report lies. Times are parsed to ISO 8601 UTC. */
export const reportedWindow = z.object(
  {
    endpoint: text("the endpoint's name"),
    /** Windows of different schedules are never mixed up; the source's name when there is only one. */
    schedule: optionalText("the schedule's name or null"),
    windowStart: moment,
    windowEnd: moment,
    rows: z.int("a number of rows, 0 or more").check(z.gte(0, "a number of rows, 0 or more")),
    report: optionalText("where the report lies, s3://..., or null"),
  },
  "an object with the report's fields",
);

const windowEvidence = z.object(
  {
    pValue: z
      .number("a probability from 0 to 1")
      .check(z.gte(0, "a probability from 0 to 1"))
      .check(z.lte(1, "a probability from 0 to 1")),
    allowance: z._default(z.number("a score, 0 or more").check(z.gte(0, "a score, 0 or more")), 0),
    calibration: z._default(z.enum(["bootstrap", "theory"], "bootstrap or theory"), "theory"),
  },
  "an object with pValue, allowance and calibration, or null",
) satisfies z.ZodMiniType<WindowEvidence>;

const lines = z.int("a number of lines, 0 or more").check(z.gte(0, "a number of lines, 0 or more"));

/** What could not be read. */
const unreadLines = z.object(
  {
    lines,
    reasons: z._default(
      z.array(
        z.object({ reason: text("a reason"), lines }, "an object with reason and lines"),
        "a list of reasons",
      ),
      [],
    ),
    example: optionalText("the form of one payload, or null"),
  },
  "an object with lines, reasons and example, or null",
) satisfies z.ZodMiniType<Unread>;

const problem = z.object(
  {
    reason: z.enum(windowProblems, `one of ${windowProblems.join(", ")}`),
    words: text("what is wrong, in words"),
  },
  "an object with reason and words, or null",
) satisfies z.ZodMiniType<WindowProblem>;

const baselineOrigin = z.object(
  {
    from: z.enum(["package", "policy"], "package or policy"),
    uri: text("where the statistics lie, s3://..."),
    writtenAt: z._default(z.nullish(moment), null),
  },
  "an object with from, uri and writtenAt, or null",
) satisfies z.ZodMiniType<BaselineOrigin>;

const endsAfterItsStart = z.refine<{ windowStart: string; windowEnd: string }>(
  ({ windowStart, windowEnd }) => windowStart < windowEnd,
  { message: "a time after windowStart", path: ["windowEnd"] },
);

/** The detail of what Driftwheel's own monitor emits for a window that it could not judge. */
export const notJudgedDetail = z
  .extend(z.omit(reportedWindow, { report: true }), {
    schedule: text("the schedule's name"),
    unread: z._default(z.nullish(unreadLines), null),
    problem,
  })
  .check(endsAfterItsStart);

export type NotJudgedInput = z.input<typeof notJudgedDetail>;
export type NotJudged = z.output<typeof notJudgedDetail>;

/**
 * The detail of a drift report: what Driftwheel's own monitor emits for every window that had enough rows,
 * drifted or not, and what any other tool may send. `rows` counts the captured requests that were read.
 * `evidence` is what the window says as a whole; without it the features' p-values are taken as exact and
 * independent. A clean window lists its features as not violated: a report without features measured nothing and is
 * refused, so that it never passes for "no drift".
 */
export const driftReportDetail = z
  .extend(reportedWindow, {
    source: z.enum(["driftwheel", "model-monitor", "external"], "driftwheel, model-monitor or external"),
    features: z
      .array(driftFeature, "a list of features")
      .check(z.minLength(1, "at least one feature, violated or not")),
    evidence: z._default(z.nullish(windowEvidence), null),
    unread: z._default(z.nullish(unreadLines), null),
    problem: z._default(z.nullish(problem), null),
    baseline: z._default(z.nullish(baselineOrigin), null),
  })
  .check(endsAfterItsStart);

/** A report as its writer gives it to EventBridge. */
export type DriftReportInput = z.input<typeof driftReportDetail>;
/** A report as parsed. */
export type DriftReport = z.output<typeof driftReportDetail>;
