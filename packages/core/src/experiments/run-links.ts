import type { Entry } from "../vocabulary/entry.ts";
import type { ConsoleLink } from "../words/console/console-place.ts";
import type { Run } from "./run.ts";
import { runsOf } from "./runs-of.ts";

/** Where a run's page is; null for one that was not written yet, or whose server has no page that everybody may open. */
export type RunPages = (model: string, key: string) => Promise<string | null>;

/**
 * The pages of a ledger's runs that are wanted, those that there are.
 *
 * @param entries one model's ledger in order
 */
export async function runLinks(
  entries: readonly Entry[],
  wanted: (run: Run) => boolean,
  pages: RunPages,
): Promise<readonly ConsoleLink[]> {
  const model = entries[0]?.model;
  if (model === undefined) return [];
  const links = await Promise.all(
    runsOf(entries, null)
      .filter(wanted)
      .map(async ({ key, name }) => ({ label: `MLflow run ${name}`, url: await pages(model, key) })),
  );
  return links.flatMap(({ label, url }) => (url === null ? [] : [{ label, url }]));
}
