import type { Run } from "@driftwheel/core/experiments/run.ts";
import { runLinks } from "@driftwheel/core/experiments/run-links.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import type { Resources } from "@driftwheel/core/vocabulary/resources.ts";
import type { ConsoleLink } from "@driftwheel/core/words/console/console-place.ts";
import { linksOf, resourcesOf } from "@driftwheel/core/words/console/resources-of.ts";
import type { ReadingPorts } from "../ports.ts";
import type { PageLinks } from "../schemas/page.ts";

/** What an entry is about, with what led to it. */
export async function pagesOfEntry(
  entry: Entry,
  before: readonly Entry[],
  entries: readonly Entry[],
  ports: ReadingPorts,
): Promise<PageLinks> {
  const about = [entry, ...before.toReversed()].map(resourcesOf);
  return await pagesOf(
    about,
    () => entries,
    (run) => run.entries.includes(entry.sequence),
    ports,
  );
}

/** What a model is at: what serves, what retrains, and the runs that go on. */
export async function pagesOfModel(
  resources: Resources,
  entries: () => Promise<readonly Entry[]>,
  ports: ReadingPorts,
): Promise<PageLinks> {
  return await pagesOf([resources], entries, ({ status }) => status === "RUNNING", ports);
}

/** A rollout. */
export async function pagesOfRollout(
  name: string,
  entries: readonly Entry[],
  ports: ReadingPorts,
): Promise<PageLinks> {
  const about = entries.filter((entry) => entry.kind === "rollout-started" && entry.data.rollout === name);
  const sequences = about.map(({ sequence }) => sequence);
  const tells = (run: Run) => sequences.some((sequence) => run.entries.includes(sequence));
  return await pagesOf(about.map(resourcesOf), () => entries, tells, ports);
}

async function pagesOf(
  about: readonly Resources[],
  entries: () => readonly Entry[] | Promise<readonly Entry[]>,
  wanted: (run: Run) => boolean,
  { fleet, pages, warn }: ReadingPorts,
): Promise<PageLinks> {
  const links: ConsoleLink[] = about.flatMap((resources) => linksOf(resources, pages?.place ?? null));
  if (pages && fleet.experiments) {
    try {
      links.push(...(await runLinks(await entries(), wanted, pages.run)));
    } catch (error) {
      // An answer without the page of a run is better than none.
      warn("the page of a run cannot be read", error);
    }
  }
  return [...new Map(links.map((link) => [link.url, { ...link }])).values()];
}
