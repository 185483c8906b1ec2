import type { z } from "zod";
import type { World } from "../world.ts";
import { invalid, limitExceeded } from "./errors.ts";
import { arnOf } from "./policies/scaling-policies.ts";
import type { putScheduledAction } from "./requests.ts";
import type { ScalableTarget, ScheduledAction } from "./scalable-target.ts";
import { nextRun, type Schedule } from "./schedule.ts";

/** Of one target. Source: https://docs.aws.amazon.com/general/latest/gr/as-app.html */
const mostActions = 200;

type Put = z.infer<typeof putScheduledAction>;

/** Puts a scheduled action on a target, or changes what is named of one that is there. */
export function putAction(
  target: ScalableTarget,
  request: Put,
  world: Pick<World, "region" | "account">,
): ScheduledAction {
  const name = request.ScheduledActionName;
  const known = target.scheduledActions.get(name);
  const schedule = scheduleOf(request, known?.schedule);
  const minCapacity = request.ScalableTargetAction?.MinCapacity ?? known?.minCapacity ?? null;
  const maxCapacity = request.ScalableTargetAction?.MaxCapacity ?? known?.maxCapacity ?? null;
  if (minCapacity === null && maxCapacity === null) {
    throw invalid("A scheduled action needs a ScalableTargetAction with a MinCapacity or a MaxCapacity.");
  }
  if (minCapacity !== null && maxCapacity !== null && minCapacity > maxCapacity) {
    throw invalid("Maximum capacity cannot be less than minimum capacity");
  }
  if (!known && target.scheduledActions.size >= mostActions) {
    throw limitExceeded(`A scalable target has at most ${mostActions} scheduled actions.`);
  }
  const now = new Date();
  const creationTime = known?.creationTime ?? now;
  const next = nextRun(schedule, creationTime, now);
  if (next === null && schedule.expression.startsWith("at(")) {
    throw invalid(`The time of ${schedule.expression} must be in the future.`);
  }
  const action: ScheduledAction = {
    name,
    arn: known?.arn ?? arnOf(target, "scheduledAction", "scheduledActionName", name, world),
    creationTime,
    schedule,
    minCapacity,
    maxCapacity,
    next,
  };
  target.scheduledActions.set(name, action);
  return action;
}

function scheduleOf(request: Put, known: Schedule | undefined): Schedule {
  const expression = request.Schedule ?? known?.expression;
  if (expression === undefined) throw invalid("A scheduled action needs a Schedule.");
  const timezone = request.Timezone ?? known?.timezone ?? null;
  if (timezone !== null && !isTimezone(timezone)) throw invalid(`Unknown time zone: ${timezone}.`);
  const start = request.StartTime === undefined ? (known?.start ?? null) : new Date(request.StartTime * 1000);
  const end = request.EndTime === undefined ? (known?.end ?? null) : new Date(request.EndTime * 1000);
  if (start !== null && end !== null && start >= end)
    throw invalid("The start time must be before the end time.");
  return { expression, timezone, start, end };
}

function isTimezone(timezone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: timezone });
    return true;
  } catch {
    return false;
  }
}
