import { names as deployed } from "@driftwheel/local/lambda/environment.ts";
import { seededRandom } from "@driftwheel/local/random.ts";
import { loadFleet, policyOf } from "../../../functions/shell/fleet.ts";
import { connect, disconnect } from "../world/clients.ts";
import { seasons } from "../world/seasons.ts";
import { seed } from "../world/seed.ts";
import type { Progress } from "./progress.ts";
import { settings } from "./settings.ts";
import { watchLoop } from "./watch-loop.ts";

export interface Visit {
  /** Where the small AWS is served. */
  readonly url: string;
  readonly region: string;
  /** A module with the fleet that its functions have. */
  readonly fleet: string;
  readonly drift: boolean;
  readonly progress: Progress;
  readonly ledgerFile: string;
}

const model = "frost";

/**
 * The world of the example against a small AWS that runs already, with Driftwheel's functions in it.
 *
 * @returns why it did not end as it should, or null.
 */
export async function runOnServer(visit: Visit): Promise<string | null> {
  const { progress, drift, ledgerFile } = visit;
  const { rollout } = policyOf(await loadFleet(visit.fleet), model);
  const year = seasons(seededRandom(settings.seed));
  const clients = connect(visit);
  try {
    return await watchLoop({
      clients,
      year,
      drift,
      progress,
      ledgerFile,
      model,
      table: deployed.ledgerTable,
      // The server has a process of its own, and the machine may have other work.
      deadline: settings.deadlineWithPeople,
      rollout,
      async prepare() {
        await seed(clients, year.history, (doing) => {
          progress.say(doing);
          progress.status(() => doing);
        });
      },
      onEntry: () => {},
      settle: async () => {},
      alerts: () => null,
    });
  } finally {
    progress.end();
    disconnect(clients);
  }
}
