import type { Progress } from "@driftwheel/example-shared/run/progress.ts";
import { runLocally } from "@driftwheel/example-shared/run/run-locally.ts";
import { seededRandom } from "@driftwheel/local/random.ts";
import type { LocalServer } from "@driftwheel/local/server.ts";
import { images } from "../image.ts";
import { frostWorld } from "../world/frost-world.ts";
import { seasons } from "../world/seasons.ts";
import { seed } from "../world/seed.ts";
import { settings } from "./settings.ts";

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

/**
 * The whole loop on this machine.
 *
 * @returns why it did not end as it should, or null.
 */
export function runMainJob({ prepare, ...job }: MainJob): Promise<string | null> {
  const year = seasons(seededRandom(settings.seed));
  return runLocally({
    ...job,
    world: frostWorld(year),
    seed: settings.seed,
    images,
    ...(job.fleet === undefined ? {} : { deadline: settings.deadlineWithPeople }),
    async prepare({ clients, say }) {
      await seed(clients, year.history, say);
    },
    ...(prepare ? { deployed: ({ local }) => prepare(local) } : {}),
  });
}
