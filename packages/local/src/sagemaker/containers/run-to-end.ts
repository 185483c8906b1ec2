import { within } from "../../long-timers.ts";
import { type ContainerCommand, startContainer } from "./container-process.ts";

export type RunEnd =
  | { readonly kind: "exited"; readonly code: number }
  | { readonly kind: "stopped" }
  | { readonly kind: "timed-out" };

export interface RunLimits {
  /** Aborted when somebody stops the job; with the reason `closing` there is no time for farewells. */
  readonly stop: AbortSignal;
  /** Milliseconds that the container may run. */
  readonly maximum: number;
  /** Milliseconds from SIGTERM to SIGKILL. */
  readonly grace: number;
  /** Called when the container is about to be ended. */
  readonly ending?: (kind: "stopped" | "timed-out") => void;
}

/** The reason of the abort when the whole server ends. */
export const closing = "closing";

const graceWhenClosing = 300;

/** Runs a container until it exits, is stopped or has run too long. */
export async function runToEnd(container: ContainerCommand, limits: RunLimits): Promise<RunEnd> {
  const { stop, maximum, grace } = limits;
  if (stop.aborted) return { kind: "stopped" };
  const running = startContainer(container);
  const exit = await within(maximum, stop, (over) => Promise.race([running.exited, aborted(over)]));
  if (exit !== null) return { kind: "exited", code: exit.code };
  const kind = stop.aborted ? "stopped" : "timed-out";
  limits.ending?.(kind);
  await running.end(stop.reason === closing ? graceWhenClosing : grace);
  return { kind };
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(null), { once: true }));
}
