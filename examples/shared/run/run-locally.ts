import { openPage } from "@driftwheel/local/console/open-page.ts";
import { names as deployed } from "@driftwheel/local/lambda/environment.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import type { Message } from "@driftwheel/local/sns/message.ts";
import type { LocalImage } from "@driftwheel/local/world.ts";
import { loadFleet, policyOf } from "../../../functions/shell/fleet.ts";
import { type Clients, connect, disconnect } from "../world/clients.ts";
import type { World } from "../world/world.ts";
import { deployedAfter } from "./deployed-after.ts";
import { onInterrupt } from "./interrupt.ts";
import type { Progress } from "./progress.ts";
import { questionFor } from "./question.ts";
import { until } from "./wait.ts";
import { watchLoop } from "./watch-loop.ts";

export interface Preparation {
  readonly clients: Clients;
  readonly say: (doing: string) => void;
  readonly local: LocalServer;
  /** Called in the end, however it comes, and before the local AWS is closed; what was told last first. */
  readonly onEnd: (cleanUp: () => Promise<void>) => void;
}

export interface LocalRun<Asked> {
  readonly world: World<Asked>;
  /** False serves the usual throughout. */
  readonly drift: boolean;
  /** True opens the console in the person's browser. */
  readonly open?: boolean;
  readonly progress: Progress;
  /** Where the ledger is left. */
  readonly ledgerFile: string;
  /** Absolute path of a module with another fleet than the repository's driftwheel.config.ts. */
  readonly fleet?: string;
  /** Milliseconds from the drift to the end of the rollout; the world's own unless given. */
  readonly deadline?: number;
  /** Milliseconds between two looks for windows that are over; two seconds unless given. */
  readonly monitorEvery?: number;
  /** Seeds the local AWS's routing. */
  readonly seed: number;
  readonly images?: Readonly<Record<string, LocalImage>>;
  /** The Python that runs scripts of AWS's framework images. */
  readonly python?: string;
  /** What a team has before Driftwheel comes. */
  prepare(preparation: Preparation): Promise<void>;
  /** Asked once the loop has ended as it should: what is not as it should be elsewhere, or null. */
  check?(preparation: Preparation): Promise<string | null>;
  /** Called once, when Driftwheel is there and nothing was served yet. */
  deployed?(preparation: Preparation): Promise<void>;
}

const region = "us-east-1";
/** Milliseconds; the route table's minutes are for windows of an hour. */
const schedules = { monitor: 2_000, sweep: 5_000 };

/**
 * The whole loop on this machine, with a small AWS of its own.
 *
 * @returns why it did not end as it should, or null.
 */
export async function runLocally<Asked>(run: LocalRun<Asked>): Promise<string | null> {
  const { world, progress, fleet, images, python } = run;
  const prepared = Promise.withResolvers<void>();
  const starting = startLocal({
    ...(images ? { images } : {}),
    ...(python === undefined ? {} : { python }),
    region,
    seed: run.seed,
    functions: await deployedAfter(prepared.promise),
    schedules: { ...schedules, ...(run.monitorEvery === undefined ? {} : { monitor: run.monitorEvery }) },
    environment: fleet === undefined ? {} : { DRIFTWHEEL_FLEET: fleet },
  });
  const cleanUps: (() => Promise<void>)[] = [];
  const cleanUp = async () => {
    for (const one of cleanUps.splice(0).reverse()) {
      await one().catch((error: unknown) => console.error(error));
    }
  };
  const undoInterrupts = onInterrupt(async () => {
    await cleanUp();
    await (await starting).close();
  });
  const local = await starting;
  const page = `${local.apiUrl}/`;
  progress.say(`the console shows it live: ${page}`);
  if (run.open) openPage(page);
  const clients = connect({ url: local.url, region });
  let preparing = true;
  const preparation: Preparation = {
    clients,
    local,
    say(doing) {
      progress.say(doing);
      if (preparing) progress.status(() => doing);
    },
    onEnd: (one) => cleanUps.push(one),
  };
  try {
    const failure = await watchLoop({
      clients,
      world,
      drift: run.drift,
      progress,
      ledgerFile: run.ledgerFile,
      table: deployed.ledgerTable,
      deadline: run.deadline ?? world.pace.deadline,
      rollout: policyOf(await loadFleet(fleet ?? null), world.model).rollout,
      async prepare() {
        try {
          await run.prepare(preparation);
        } finally {
          preparing = false;
          prepared.resolve();
        }
        await run.deployed?.(preparation);
      },
      onEntry(entry) {
        const question = questionFor(entry, local.alerts());
        if (question !== null) progress.say(question);
      },
      async settle() {
        // On a busy machine a function takes longer than is waited for when the AWS is closed.
        await until(() => (local.idle() ? true : null), 30_000);
      },
      alerts: () => ofDriftwheel(local.alerts()).map(({ subject, body }) => subject ?? body),
    });
    return failure ?? (await run.check?.(preparation)) ?? null;
  } finally {
    await cleanUp();
    for (const letter of local.deadLetters())
      console.error(`dead letter in ${letter.queue}: ${letter.error}`);
    undoInterrupts();
    progress.end();
    disconnect(clients);
    await local.close();
  }
}

/** A team may have topics of its own. */
function ofDriftwheel(messages: readonly Message[]): readonly Message[] {
  const own = [deployed.topicPage, deployed.topicNotify, deployed.topicInfo];
  return messages.filter(({ topicArn }) => own.includes(topicArn.split(":").at(-1) ?? ""));
}
