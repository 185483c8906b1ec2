import type { RunPages } from "@driftwheel/core/experiments/run-links.ts";
import type { SendAlert } from "@driftwheel/core/vocabulary/effect.ts";
import type { ConsoleLink, ConsolePlace } from "@driftwheel/core/words/console/console-place.ts";
import { linksOf } from "@driftwheel/core/words/console/resources-of.ts";
import { errorMessage } from "@driftwheel/core/words/error-message.ts";

interface Pages {
  /** Null where nobody knows whose console shows what an alert is about. */
  readonly place: ConsolePlace | null;
  /** The ledger's table. */
  readonly table: string;
  /** Whether runs are written of what the ledger says. */
  readonly tracked: boolean;
  readonly warn: (message: string) => void;
}

/** Milliseconds that an alert waits for the page of its run. */
const patience = 3_000;

/** The pages of what an alert is about: in the console and in Studio, and of its run. */
export function alertPages({ place, table, tracked, warn }: Pages) {
  return async ({
    model,
    about,
    resources = {},
  }: Pick<SendAlert, "model" | "about" | "resources">): Promise<readonly ConsoleLink[]> => {
    const links = linksOf(resources, place);
    if (!tracked || about === undefined) return links;
    try {
      return [...links, ...(await inTime(runsAbout(model, about, table)))];
    } catch (error) {
      // An alert without the page of its run is better than one that comes late.
      warn(`an alert has no link to its run: ${errorMessage(error)}`);
      return links;
    }
  };
}

async function runsAbout(model: string, about: number, table: string): Promise<readonly ConsoleLink[]> {
  const { dynamoLedger } = await import("../ledger/ledger.ts");
  const { dynamoRunPages } = await import("../experiments/run-pages.ts");
  const { runLinks } = await import("@driftwheel/core/experiments/run-links.ts");
  const entries = await dynamoLedger({ table }).read(model);
  const pages: RunPages = (of, key) => dynamoRunPages({ table }).page(of, key);
  return await runLinks(entries, (run) => run.entries.includes(about), pages);
}

async function inTime<Answer>(answer: Promise<Answer>): Promise<Answer> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`not found within ${patience / 1_000} seconds`)), patience);
  try {
    return await Promise.race([answer, promise]);
  } finally {
    clearTimeout(timer);
  }
}
