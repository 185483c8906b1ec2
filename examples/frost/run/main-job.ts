import { names as deployed } from "@driftwheel/local/lambda/environment.ts";
import { seededRandom } from "@driftwheel/local/random.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { loadFleet, policyOf } from "../../../functions/shell/fleet.ts";
import { images } from "../image.ts";
import { connect, disconnect } from "../world/clients.ts";
import { seasons } from "../world/seasons.ts";
import { seed } from "../world/seed.ts";
import { deployedAfter } from "./deployed-after.ts";
import { onInterrupt } from "./interrupt.ts";
import type { Progress } from "./progress.ts";
import { questionFor } from "./question.ts";
import { settings } from "./settings.ts";
import { until } from "./wait.ts";
import { watchLoop } from "./watch-loop.ts";

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
  try {
    return await watchLoop({
      clients,
      year,
      drift,
      progress,
      ledgerFile,
      model,
      table: deployed.ledgerTable,
      deadline: fleet === undefined ? settings.deadline : settings.deadlineWithPeople,
      rollout: policyOf(await loadFleet(fleet ?? null), model).rollout,
      async prepare() {
        try {
          await seed(clients, year.history, (doing) => {
            progress.say(doing);
            progress.status(() => doing);
          });
        } finally {
          seeded.resolve();
        }
        await prepare?.(local);
      },
      onEntry(entry) {
        const question = questionFor(entry, local.alerts());
        if (question !== null) progress.say(question);
      },
      async settle() {
        await until(() => (local.idle() ? true : null), 5_000);
      },
      alerts: () => local.alerts().map(({ subject, body }) => subject ?? body),
    });
  } finally {
    for (const letter of local.deadLetters())
      console.error(`dead letter in ${letter.queue}: ${letter.error}`);
    undoInterrupts();
    progress.end();
    disconnect(clients);
    await local.close();
  }
}
