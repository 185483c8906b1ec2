import { randomUUID } from "node:crypto";
import { every as repeatedly } from "../long-timers.ts";
import type { World } from "../world.ts";
import { envelopeOf } from "./envelope.ts";

export interface ScheduledCall {
  readonly name: string;
  /** Milliseconds. */
  readonly every: number;
  readonly call: (event: unknown) => Promise<unknown>;
}

/**
 * Calls functions again and again with a Scheduled Event, the first time after one interval. A call that takes
 * longer than its interval delays the next one. Answers how to end it.
 */
export function startSchedules(world: World, schedules: readonly ScheduledCall[]): () => void {
  const ends = schedules.map(({ name, every, call }) => {
    let running = false;
    return repeatedly(every, () => {
      if (running) return;
      running = true;
      const event = envelopeOf(
        {
          bus: "default",
          source: "aws.events",
          detailType: "Scheduled Event",
          resources: [`arn:aws:events:${world.region}:${world.account}:rule/${name}`],
          detail: {},
        },
        { region: world.region, account: world.account, id: randomUUID() },
      );
      call(event)
        .catch((error: unknown) => world.log(`schedule ${name}: ${String(error)}`))
        .finally(() => {
          running = false;
        });
    });
  });
  return () => {
    for (const end of ends) end();
  };
}
