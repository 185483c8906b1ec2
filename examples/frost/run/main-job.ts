import { access, constants, mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { dynamoLedger } from "@driftwheel/aws/ledger/ledger.ts";
import { writeLedgerFile } from "@driftwheel/cli/ledger/ledger-file.ts";
import { names as deployed } from "@driftwheel/local/lambda/environment.ts";
import { seededRandom } from "@driftwheel/local/random.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { loadFleet, policyOf } from "../../../functions/shell/fleet.ts";
import { images } from "../image.ts";
import { connect, disconnect } from "../world/clients.ts";
import { seasons } from "../world/seasons.ts";
import { seed } from "../world/seed.ts";
import { deployedAfter } from "./deployed-after.ts";
import { LedgerFollower } from "./follow-ledger.ts";
import { onInterrupt } from "./interrupt.ts";
import type { Progress } from "./progress.ts";
import { questionFor } from "./question.ts";
import { Scoreboard } from "./scoreboard.ts";
import { serveDays } from "./serve-days.ts";
import { settings } from "./settings.ts";
import { summaryOf } from "./summary.ts";
import { until } from "./wait.ts";

export interface MainJob {
  /** False serves Seattle throughout. */
  readonly drift: boolean;
  readonly progress: Progress;
  /** Where the ledger is left. */
  readonly ledgerFile: string;
  /** A module with another fleet than driftwheel.config.ts. */
  readonly fleet?: string;
  /** Called once, before anything is served. */
  readonly prepare?: (local: LocalServer) => Promise<void>;
}

const model = "frost";
const region = "us-east-1";

/**
 * The whole loop on this machine.
 *
 * @returns why it did not end as it should, or null.
 */
export async function runMainJob({
  drift,
  progress,
  ledgerFile,
  fleet,
  prepare,
}: MainJob): Promise<string | null> {
  const mayLeave = await mayWrite(ledgerFile);
  const year = seasons(seededRandom(settings.seed));
  const seeded = Promise.withResolvers<void>();
  const starting = startLocal({
    images,
    region,
    seed: settings.seed,
    functions: await deployedAfter(seeded.promise),
    schedules: settings.schedules,
    environment: fleet === undefined ? {} : { DRIFTWHEEL_FLEET: fleet },
  });
  const undoInterrupts = onInterrupt(async () => (await starting).close());
  const local = await starting;
  const clients = connect({ url: local.url, region });
  const follower = new LedgerFollower(
    dynamoLedger({ client: clients.dynamodb, table: deployed.ledgerTable }),
    model,
    (entry) => {
      progress.entry(entry);
      const question = questionFor(entry, local.alerts());
      if (question !== null) progress.say(question);
    },
  );
  const scoreboard = new Scoreboard();
  const complain = (error: unknown) => console.error(error);
  try {
    try {
      await seed(clients, year.history, (doing) => {
        progress.say(doing);
        progress.status(() => doing);
      });
    } finally {
      seeded.resolve();
    }
    await prepare?.(local);
    follower.start(settings.ledgerPoll, complain);
    const { failure, driftAt } = await serveDays({
      clients,
      year,
      drift,
      deadline: fleet === undefined ? settings.deadline : settings.deadlineWithPeople,
      model,
      follower,
      scoreboard,
      progress,
    });
    await until(() => (local.idle() ? true : null), 5_000);
    await follower.stop();
    if (mayLeave) await writeLedgerFile(ledgerFile, follower.entries);
    const alerts = local.alerts().map(({ subject, body }) => subject ?? body);
    const { rollout } = policyOf(await loadFleet(fleet ?? null), model);
    progress.summary(summaryOf({ entries: follower.entries, scoreboard, alerts, rollout, driftAt }));
    for (const letter of local.deadLetters())
      console.error(`dead letter in ${letter.queue}: ${letter.error}`);
    return failure;
  } finally {
    undoInterrupts();
    progress.end();
    disconnect(clients);
    await local.close();
  }
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
