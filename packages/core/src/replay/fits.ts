import type { ModelPolicy } from "../policy/policy.ts";
import type { Entry } from "../vocabulary/entry.ts";
import { listed } from "../words/listed.ts";
import { ReplayRefused } from "./refused.ts";

interface Known {
  /** Of the baseline; null where it is not given. */
  readonly features: readonly string[] | null;
  /** What the ledger was written by; null where it is not known. */
  readonly written: ModelPolicy | null;
}

/**
 * Refuses a policy that watches what the baseline lacks, or not what the ledger's windows were judged by: a score is of all
 * columns together.
 *
 * @throws ReplayRefused naming the field, the name, and what to do
 */
export function refuseOtherColumns(
  model: string,
  entries: readonly Entry[],
  policy: ModelPolicy,
  { features, written }: Known,
): void {
  if (features) refuseLacking(model, policy, features);
  const { columns, predictions = {} } = policy.drift;
  if (columns === undefined) return;
  const watched = [...columns.flatMap((name) => name ?? []), ...Object.keys(predictions)];
  const left = (written?.drift.columns ?? []).flatMap((name) =>
    name === null || watched.includes(name) ? [] : [name],
  );
  if (left.length === 0) return;
  for (const entry of entries) {
    if (entry.kind !== "drift-confirmed" && entry.kind !== "signal-observed") continue;
    for (const { feature } of entry.data.window?.features ?? []) {
      const name = left.find((column) => isOf(feature, column));
      if (name === undefined) continue;
      throw new ReplayRefused(
        "policy",
        `models.${model}.drift.columns lacks "${name}", which moved in entry ${entry.sequence}: a window's score is of all its columns together, and what the others alone would have said is not in the ledger. Keep the columns that it was written by; other columns can be tried on captures, with driftwheel watch.`,
      );
    }
  }
}

function refuseLacking(model: string, { drift }: ModelPolicy, features: readonly string[]): void {
  const { columns = [], predictions = {}, metrics = [] } = drift;
  const named = [
    ...columns.map((name, place) => ({ name, field: `columns.${place}` })),
    ...Object.keys(predictions).map((name) => ({ name, field: `predictions.${name}` })),
    ...metrics.map((name, place) => ({ name, field: `metrics.${place}` })),
  ];
  const lacking = named.find(({ name }) => name !== null && !features.some((feature) => isOf(feature, name)));
  if (!lacking) return;
  throw new ReplayRefused(
    "policy",
    `models.${model}.drift.${lacking.field} is "${lacking.name}", which the baseline lacks; it has ${listed(features, 10)}. Name one of them, or make a baseline that has it: driftwheel baseline.`,
  );
}

/** Of an embedding or a text, features have names such as "comment (length)". */
function isOf(feature: string, column: string): boolean {
  return feature === column || feature.startsWith(`${column} (`);
}
