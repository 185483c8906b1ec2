import type { IdleAct } from "@driftwheel/core/idle/act.ts";
import { allows } from "@driftwheel/core/idle/decide.ts";
import type { ActOutcome, IdleActor } from "@driftwheel/core/idle/ports.ts";
import type { Clock } from "@driftwheel/core/vocabulary/ports.ts";
import { inTime } from "../clients/time-limit.ts";
import { failureOfEffect } from "../failure.ts";
import { createApp, deleteApp } from "./acts/app.ts";
import { createEndpoint, deleteEndpoint } from "./acts/endpoint.ts";
import { restoreIdleTimeout, setIdleTimeout } from "./acts/idle-timeout.ts";
import { deleteLeftover } from "./acts/leftover.ts";
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
    stop: (act, tags) => named(act, () => stop(act, async () => allows(await tagsOf(act.arn), tags), clock)),
    restore: (act) => named(act, () => restore(act)),
  };
}

async function stop(act: IdleAct, isAllowed: () => Promise<boolean>, clock: Clock): Promise<ActOutcome> {
  switch (act.operation) {
    case "stop-notebook":
      return await stopNotebook(act, isAllowed);
    case "delete-endpoint":
      return await deleteEndpoint(act, isAllowed, clock);
    case "set-idle-timeout":
      return await setIdleTimeout(act, isAllowed);
    case "delete-app":
      return await deleteApp(act, isAllowed, clock);
    case "delete-model":
    case "delete-endpoint-config":
      return await deleteLeftover(act, isAllowed);
  }
}

async function restore(act: IdleAct): Promise<ActOutcome> {
  switch (act.operation) {
    case "stop-notebook":
      return await startNotebook(act);
    case "delete-endpoint":
      return await createEndpoint(act);
    case "set-idle-timeout":
      return await restoreIdleTimeout(act);
    case "delete-app":
      return await createApp(act);
    case "delete-model":
    case "delete-endpoint-config":
      return spared(`${act.name} was deleted, and AWS cannot bring it back.`);
  }
}
