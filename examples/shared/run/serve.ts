import { setTimeout as sleep } from "node:timers/promises";
import { valueInWords } from "@driftwheel/core/words/value.ts";
import type { Clients } from "../world/clients.ts";
import { Outcomes } from "../world/outcomes.ts";
import { Traffic } from "../world/traffic.ts";
import type { World } from "../world/world.ts";
import { endingOf } from "./ending.ts";
import type { LedgerFollower } from "./follow-ledger.ts";
import type { Progress } from "./progress.ts";
import type { Scoreboard } from "./scoreboard.ts";
import { statusLine } from "./status-line.ts";
import { until } from "./wait.ts";

interface Serving<Asked> {
  readonly clients: Clients;
  readonly world: World<Asked>;
  readonly drift: boolean;
  /** Milliseconds from the drift to the end of the rollout. */
  readonly deadline: number;
  readonly follower: LedgerFollower;
  readonly scoreboard: Scoreboard<Asked>;
  readonly progress: Progress;
}

interface Served {
  /** Why it did not end as it should, or null. */
  readonly failure: string | null;
  /** When the first drifted request came, epoch milliseconds; null when it did not. */
  readonly driftAt: number | null;
}

/** Serves a world and brings its outcomes, until the loop has ended. It only watches what Driftwheel does. */
export async function serve<Asked>(serving: Serving<Asked>): Promise<Served> {
  const { clients, world, drift, scoreboard, progress, follower } = serving;
  const { usual, drifted, pace } = world;
  const outcomes = new Outcomes(clients, world);
  const complain = (error: unknown) => console.error(error);
  const traffic = new Traffic(
    {
      name: world.model,
      perSecond: pace.requestsPerSecond,
      concurrency: pace.concurrency,
      invoke: world.ask(clients.runtime),
      onServed(served) {
        scoreboard.count(served);
        outcomes.follow(served);
      },
      onFailed(error) {
        // The first tells what is wrong; the summary counts the others.
        if (scoreboard.failed === 0) complain(error);
        scoreboard.countFailure();
      },
    },
    usual.requests(),
  );
  let where = usual.name;
  progress.status(() => statusLine(Date.now(), where, world.right, scoreboard, follower.entries));
  progress.say(`${usual.begins}, ${pace.requestsPerSecond} a second`);
  outcomes.start(complain);
  traffic.start();
  try {
    if (!drift) return { failure: await withoutDrift(serving), driftAt: null };
    await sleep(pace.beforeDrift);
    progress.say(drifted.begins);
    where = drifted.name;
    traffic.turnTo(drifted.requests());
    const driftAt = Date.now();
    return { failure: await throughDrift(serving), driftAt };
  } finally {
    await traffic.stop();
    await outcomes.stop();
  }
}

async function throughDrift<Asked>({
  world,
  deadline,
  follower,
  progress,
}: Serving<Asked>): Promise<string | null> {
  const ending = await until(() => endingOf(world.model, follower.entries), deadline);
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
  await sleep(world.pace.afterRollout);
  return null;
}

async function withoutDrift<Asked>({ world, follower, progress }: Serving<Asked>): Promise<string | null> {
  await sleep(world.pace.withoutDrift);
  const retraining = follower.entries.find(({ kind }) => kind === "retraining-requested");
  if (retraining) return `There was no drift, and yet a retraining: ${retraining.because}`;
  const windows = follower.entries.filter(
    (entry) => entry.kind === "signal-observed" && entry.data.window !== undefined,
  ).length;
  progress.say(windows === 0 ? "no retraining" : `no drift in ${windows} windows, no retraining`);
  return null;
}
