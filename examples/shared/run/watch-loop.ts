import { access, constants, mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { dynamoLedger } from "@driftwheel/aws/ledger/ledger.ts";
import { writeLedgerFile } from "@driftwheel/cli/ledger/ledger-file.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import type { Clients } from "../world/clients.ts";
import type { World } from "../world/world.ts";
import { LedgerFollower } from "./follow-ledger.ts";
import type { Progress } from "./progress.ts";
import { Scoreboard } from "./scoreboard.ts";
import { serve } from "./serve.ts";
import { type RunResult, summaryOf } from "./summary.ts";

/** How often the ledger is read. */
const ledgerPollMilliseconds = 300;

export interface Loop<Asked> {
  readonly clients: Clients;
  readonly world: World<Asked>;
  /** False serves the usual throughout. */
  readonly drift: boolean;
  readonly progress: Progress;
  /** The ledger's DynamoDB table. */
  readonly table: string;
  /** Where the ledger is left. */
  readonly ledgerFile: string;
  /** Milliseconds from the drift to the end of the rollout. */
  readonly deadline: number;
  readonly rollout: RunResult["rollout"];
  /** Called once, before the ledger is read and anything is served. */
  prepare(): Promise<void>;
  onEntry(entry: Entry): void;
  /** Waits until Driftwheel has nothing left to do. */
  settle(): Promise<void>;
  /** Subjects of the alerts that were sent, oldest first; null where they cannot be known. */
  alerts(): readonly string[] | null;
}

/**
 * Serves a world and tells what Driftwheel makes of them, until the loop has ended.
 *
 * @returns why it did not end as it should, or null.
 */
export async function watchLoop<Asked>(loop: Loop<Asked>): Promise<string | null> {
  const { clients, world, drift, progress, ledgerFile, deadline, rollout } = loop;
  const mayLeave = await mayWrite(ledgerFile);
  const ledger = dynamoLedger({ client: clients.dynamodb, table: loop.table });
  const follower = new LedgerFollower(ledger, world.model, (entry) => {
    progress.entry(entry);
    loop.onEntry(entry);
  });
  const scoreboard = new Scoreboard<Asked>(world.isRight);
  await loop.prepare();
  follower.start(ledgerPollMilliseconds, (error) => console.error(error));
  const { failure, driftAt } = await serve({
    clients,
    world,
    drift,
    deadline,
    follower,
    scoreboard,
    progress,
  });
  await loop.settle();
  await follower.stop();
  const { entries } = follower;
  if (mayLeave) await writeLedgerFile(ledgerFile, entries);
  progress.summary(
    summaryOf({ entries, scoreboard, right: world.right, alerts: loop.alerts(), rollout, driftAt }),
  );
  return failure;
}

/** Asked before two minutes are gone, and told then: the run and its summary are worth having all the same. */
async function mayWrite(file: string): Promise<boolean> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await access(dirname(file), constants.W_OK);
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(`The ledger will not be left in ${file}: ${reason}. "driftwheel ledger" needs it there.`);
    return false;
  }
}
