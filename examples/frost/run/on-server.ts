import { ListModelPackageGroupsCommand } from "@aws-sdk/client-sagemaker";
import type { Progress } from "@driftwheel/example-shared/run/progress.ts";
import { watchLoop } from "@driftwheel/example-shared/run/watch-loop.ts";
import { type Clients, connect, disconnect } from "@driftwheel/example-shared/world/clients.ts";
import { names as deployed } from "@driftwheel/local/lambda/environment.ts";
import { seededRandom } from "@driftwheel/local/random.ts";
import { loadFleet, policyOf } from "../../../functions/shell/fleet.ts";
import { names } from "../names.ts";
import { frostWorld } from "../world/frost-world.ts";
import { seasons } from "../world/seasons.ts";
import { seed } from "../world/seed.ts";
import { settings } from "./settings.ts";

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

/**
 * The world of the example against a small AWS that runs already, with Driftwheel's functions in it.
 *
 * @returns why it did not end as it should, or null.
 */
export async function runOnServer(visit: Visit): Promise<string | null> {
  const { progress, drift, ledgerFile } = visit;
  const year = seasons(seededRandom(settings.seed));
  const world = frostWorld(year);
  const { rollout } = policyOf(await loadFleet(visit.fleet), world.model);
  const clients = connect(visit);
  try {
    if (await wasHere(clients)) {
      return `The example was at ${visit.url} before, and begins on an empty one: end npm run local with Ctrl-C, and start it anew.`;
    }
    return await watchLoop({
      clients,
      world,
      drift,
      progress,
      ledgerFile,
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

/** True once a run has begun, however it ended. */
async function wasHere({ sagemaker }: Clients): Promise<boolean> {
  const { ModelPackageGroupSummaryList: groups = [] } = await sagemaker.send(
    new ListModelPackageGroupsCommand({ NameContains: names.packageGroup }),
  );
  return groups.some(({ ModelPackageGroupName }) => ModelPackageGroupName === names.packageGroup);
}
