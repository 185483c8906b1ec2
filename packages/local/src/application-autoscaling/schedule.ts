import { Cron } from "croner";
import { invalid } from "./errors.ts";

/** When a scheduled action runs. */
export interface Schedule {
  /** As it was given: `at(..)`, `rate(..)` or `cron(..)`. */
  readonly expression: string;
  readonly timezone: string | null;
  readonly start: Date | null;
  readonly end: Date | null;
}

const units = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/**
 * The first time after `after` at which the schedule runs, or null when there is none. Throws the service's refusal
 * when the expression cannot be read.
 * Source: https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html
 */
export function nextRun(schedule: Schedule, created: Date, after: Date): Date | null {
  const { expression, start, end } = schedule;
  const [, kind, inner = ""] = /^(at|rate|cron)\((.+)\)$/.exec(expression) ?? [];
  const next =
    kind === "rate"
      ? nextOfRate(expression, inner, start ?? created, after)
      : kind === undefined
        ? null
        : nextOfCron(
            kind === "cron" ? cronPattern(expression, inner) : moment(expression, inner),
            schedule,
            after,
          );
  if (kind === undefined) throw unreadable(expression);
  return next !== null && end !== null && next > end ? null : next;
}

function nextOfRate(expression: string, inner: string, from: Date, after: Date): Date {
  const [, value = "", unit = "", plural] = /^(\d+) (minute|hour|day)(s?)$/.exec(inner) ?? [];
  const count = Number(value);
  if (count < 1 || (count === 1) !== (plural === "")) throw unreadable(expression);
  // The expression has let through nothing else.
  const length = count * units[unit as keyof typeof units];
  const passed = Math.max(0, Math.floor((after.getTime() - from.getTime()) / length));
  return new Date(from.getTime() + (passed + 1) * length);
}

function nextOfCron(pattern: string, { expression, timezone, start }: Schedule, after: Date): Date | null {
  const from = start !== null && start > after ? new Date(start.getTime() - 1) : after;
  try {
    // As in Quartz, Sunday is 1, and `0/15` is every quarter of an hour.
    return new Cron(pattern, {
      timezone: timezone ?? "UTC",
      alternativeWeekdays: true,
      sloppyRanges: true,
    }).nextRun(from);
  } catch {
    throw unreadable(expression);
  }
}

/** Minutes, hours, day of month, month, day of week, year; the library wants the second before them. */
function cronPattern(expression: string, inner: string): string {
  const fields = inner.trim().split(/\s+/);
  if (fields.length !== 6) throw unreadable(expression);
  return ["0", ...fields].join(" ");
}

function moment(expression: string, inner: string): string {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(inner)) throw unreadable(expression);
  return inner;
}

function unreadable(expression: string) {
  return invalid(`Invalid schedule expression: ${expression}. Use at(..), rate(..) or cron(..).`);
}
