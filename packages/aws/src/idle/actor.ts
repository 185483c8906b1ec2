import type { IdleAct } from "@driftwheel/core/idle/act.ts";
import { allows } from "@driftwheel/core/idle/decide.ts";
import type { ActOutcome, IdleActor } from "@driftwheel/core/idle/ports.ts";
import type { Clock } from "@driftwheel/core/vocabulary/ports.ts";
import { inTime } from "../clients/time-limit.ts";
import { failureOfEffect } from "../failure.ts";
import { startNotebook, stopNotebook } from "./acts/notebook.ts";
import { spared } from "./acts/outcome.ts";
import { tagsOf } from "./inventory/tags-of.ts";

/** Stops what is idle, and takes it back, by the process's own credentials. */
export function awsIdleActor(clock: Clock): IdleActor {
  const named = async (act: IdleAct, perform: () => Promise<ActOutcome>) => {
    try {
      return await inTime(clock, perform);
    } catch (error) {
      throw failureOfEffect(error, `${act.operation} ${act.name}`);
    }
  };
  return {
    stop: (act, tags) => named(act, () => stop(act, async () => allows(await tagsOf(act.arn), tags))),
    restore: (act) => named(act, () => restore(act)),
  };
}

async function stop(act: IdleAct, isAllowed: () => Promise<boolean>): Promise<ActOutcome> {
  switch (act.operation) {
    case "stop-notebook":
      return await stopNotebook(act, isAllowed);
    default:
      return spared(`${act.operation} is not known here.`);
  }
}

async function restore(act: IdleAct): Promise<ActOutcome> {
  switch (act.operation) {
    case "stop-notebook":
      return await startNotebook(act);
    default:
      return spared(`${act.operation} is not known here.`);
  }
}
