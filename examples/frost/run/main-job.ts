import { SageMakerFeatureStoreRuntimeClient } from "@aws-sdk/client-sagemaker-featurestore-runtime";
import type { Progress } from "@driftwheel/example-shared/run/progress.ts";
import { runLocally } from "@driftwheel/example-shared/run/run-locally.ts";
import { seededRandom } from "@driftwheel/local/random.ts";
import type { LocalServer } from "@driftwheel/local/server.ts";
import { createLabelledNights, putLabelledNights } from "../fresh-data/labelled-nights.ts";
import { images } from "../image.ts";
import type { Serving } from "../serving/serving.ts";
import { frostWorld } from "../world/frost-world.ts";
import { seasons } from "../world/seasons.ts";
import { seed } from "../world/seed.ts";
import { settings } from "./settings.ts";

export interface MainJob {
  /** False serves Seattle throughout. */
  readonly drift: boolean;
  /** True opens the console in the person's browser. */
  readonly open?: boolean;
  readonly progress: Progress;
  /** Where the ledger is left. */
  readonly ledgerFile: string;
  /** A module with another fleet than driftwheel.config.ts. */
  readonly fleet?: string;
  /** How the model is served, where that is not in real time. */
  readonly serving?: Serving;
  /** True puts labelled nights into a feature group as well. */
  readonly featureStore?: boolean;
  /** Called once, before anything is served. */
  readonly prepare?: (local: LocalServer) => Promise<void>;
  /** Called once the loop has ended as it should; the local AWS is there until the promise is kept. */
  readonly finished?: () => Promise<void>;
}

/**
 * The whole loop on this machine.
 *
 * @returns why it did not end as it should, or null.
 */
export function runMainJob({
  prepare,
  finished,
  featureStore = false,
  serving,
  ...job
}: MainJob): Promise<string | null> {
  const year = seasons(seededRandom(settings.seed));
  let records: SageMakerFeatureStoreRuntimeClient | null = null;
  const asked = serving?.ask();
  const world = frostWorld(year);
  return runLocally({
    ...job,
    world: {
      ...world,
      pace: { ...world.pace, ...serving?.pace },
      ...(asked ? { ask: asked.ask } : {}),
      async putElsewhere(served) {
        if (records) await putLabelledNights(records, served);
      },
    },
    seed: settings.seed,
    images,
    ...(serving?.monitorEvery === undefined ? {} : { monitorEvery: serving.monitorEvery }),
    ...(job.fleet === undefined ? {} : { deadline: settings.deadlineWithPeople }),
    async prepare({ clients, say, local, onEnd }) {
      if (asked) onEnd(asked.stop);
      await serving?.prepare?.();
      await seed(clients, year.history, say, serving?.endpoint);
      if (!featureStore) return;
      say("making a feature group for labelled nights");
      const client = new SageMakerFeatureStoreRuntimeClient(settingsOf(local.url));
      onEnd(async () => client.destroy());
      await createLabelledNights(clients.sagemaker);
      records = client;
    },
    ...(prepare ? { deployed: ({ local }) => prepare(local) } : {}),
    async check() {
      await finished?.();
      return null;
    },
  });
}

function settingsOf(url: string) {
  // The AWS on this machine asks for a signature and checks none.
  return {
    endpoint: url,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  };
}
