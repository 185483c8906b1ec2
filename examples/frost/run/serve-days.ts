import { setTimeout as sleep } from "node:timers/promises";
import { valueInWords } from "@driftwheel/core/words/value.ts";
import type { Clients } from "../world/clients.ts";
import { invokeEndpoint } from "../world/invoke.ts";
import { Nights } from "../world/nights.ts";
import type { Seasons } from "../world/seasons.ts";
import { Traffic } from "../world/traffic.ts";
import { endingOf } from "./ending.ts";
import type { LedgerFollower } from "./follow-ledger.ts";
import type { Progress } from "./progress.ts";
import type { Scoreboard } from "./scoreboard.ts";
import { settings } from "./settings.ts";
import { statusLine } from "./status-line.ts";
import { until } from "./wait.ts";

interface Serving {
  readonly clients: Clients;
  readonly year: Seasons;
  readonly drift: boolean;
  /** Milliseconds from the drift to the end of the rollout. */
  readonly deadline: number;
  readonly model: string;
  readonly follower: LedgerFollower;
  readonly scoreboard: Scoreboard;
  readonly progress: Progress;
}

interface Served {
  /** Why it did not end as it should, or null. */
  readonly failure: string | null;
  /** When New York's first day came, epoch milliseconds; null when it did not. */
  readonly driftAt: number | null;
}

/** Serves days and brings their nights, until the loop has ended. It only watches what Driftwheel does. */
export async function serveDays(serving: Serving): Promise<Served> {
  const { clients, year, drift, scoreboard, progress, follower } = serving;
  const nights = new Nights(clients);
  const complain = (error: unknown) => console.error(error);
  const traffic = new Traffic(
    {
      perSecond: settings.requestsPerSecond,
      concurrency: settings.concurrency,
      invoke: invokeEndpoint(clients.runtime),
      onServed(served) {
        scoreboard.count(served);
        nights.fallOn(served);
      },
      onFailed: () => scoreboard.countFailure(),
    },
    year.seattle(),
  );
  let where = "Seattle";
  progress.status(() => statusLine(Date.now(), where, scoreboard, follower.entries));
  progress.say(`serving Seattle's other days, ${settings.requestsPerSecond} a second`);
  nights.start(complain);
  traffic.start();
  try {
    if (!drift) return { failure: await withoutDrift(serving), driftAt: null };
    await sleep(settings.beforeDrift);
    progress.say("New York's days come now; nobody tells Driftwheel");
    where = "New York";
    traffic.turnTo(year.newYork());
    const driftAt = Date.now();
    return { failure: await throughDrift(serving), driftAt };
  } finally {
    await traffic.stop();
    await nights.stop();
  }
}

async function throughDrift({ model, deadline, follower, progress }: Serving): Promise<string | null> {
  const ending = await until(() => endingOf(model, follower.entries), deadline);
  if (ending === null) {
    const last = follower.entries.findLast(
      ({ kind }) => kind !== "signal-observed" && kind !== "effect-done",
    );
    return `The loop did not end within ${deadline / 1000} seconds of the drift; the last decision was ${
      last ? `${last.kind}: ${last.because}` : "none at all"
    }`;
  }
  if (ending.how === "stuck") return `The loop got stuck. ${ending.because}`;
  progress.say(`the rollout has ended: ${valueInWords(ending.how)}`);
  await sleep(settings.afterRollout);
  return null;
}

async function withoutDrift({ follower, progress }: Serving): Promise<string | null> {
  await sleep(settings.withoutDrift);
  const retraining = follower.entries.find(({ kind }) => kind === "retraining-requested");
  if (retraining) return `There was no drift, and yet a retraining: ${retraining.because}`;
  const windows = follower.entries.filter(
    (entry) => entry.kind === "signal-observed" && entry.data.window !== undefined,
  ).length;
  progress.say(`no drift in ${windows} windows, no retraining`);
  return null;
}
