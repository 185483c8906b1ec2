interface Watched {
  readonly models: Readonly<Record<string, { readonly drift: { readonly window: number } }>>;
}

/** Milliseconds: the interval that is deployed, and the shortest that makes sense. */
const longest = 300_000;
const shortest = 1_000;

/** How often the monitor has to look so that it is quick enough for a fleet's windows, in milliseconds. */
export function monitorInterval({ models }: Watched): number {
  const windows = Object.values(models).map(({ drift }) => drift.window);
  return Math.max(shortest, Math.min(longest, Math.round(Math.min(...windows) / 6)));
}
