import type { ModelStatus, ModelSummary } from "../api/api-types.ts";
import { counted } from "../words/numbers.ts";

/** In the order in which people should look. */
export const statusOrder: readonly ModelStatus[] = [
  "held",
  "awaiting-approval",
  "unwatched",
  "drifted",
  "paused",
  "on-trial",
  "retraining",
  "steady",
];

/** What a person must do about a model; null where Driftwheel goes on by itself. */
export function neededOf({ status, openApprovals, openAlerts }: ModelSummary): string | null {
  if (status === "held") return "Resume: the endpoint changed outside";
  if (openApprovals > 0) return `Decide on ${counted(openApprovals, "candidate")}`;
  if (status === "unwatched") return "See why its windows cannot be judged";
  if (openAlerts > 0) return `Look at ${counted(openAlerts, "open alert")}`;
  if (status === "paused") return "Resume when the reason is over";
  return null;
}

/** The greater, the sooner someone should look. */
export function urgencyOf(summary: ModelSummary): number {
  const { status, openAlerts, openApprovals } = summary;
  const place = statusOrder.length - statusOrder.indexOf(status);
  if (status === "held") return 5_000 + openAlerts;
  if (openApprovals > 0) return 4_000 + openAlerts;
  if (status === "unwatched") return 3_000 + openAlerts;
  return openAlerts > 0 ? 2_000 + openAlerts * 10 + place : place;
}

export type Filter = ModelStatus | "needs-person" | "all";

/** How many models there are of each state, and how many wait for a person. */
export function countsOf(models: readonly ModelSummary[]): ReadonlyMap<Filter, number> {
  const counts = new Map<Filter, number>([
    ["all", models.length],
    ["needs-person", models.filter((one) => neededOf(one) !== null).length],
  ]);
  for (const status of statusOrder) {
    counts.set(status, models.filter((one) => one.status === status).length);
  }
  return counts;
}

const searchedTexts = new WeakMap<ModelSummary, string>();

/** What a search looks through, made once for each answer. */
export function searchedText(summary: ModelSummary): string {
  const known = searchedTexts.get(summary);
  if (known !== undefined) return known;
  const { model, endpoint, packageGroup } = summary;
  const text = `${model} ${endpoint} ${packageGroup}`.toLowerCase();
  searchedTexts.set(summary, text);
  return text;
}

/** The models that fit a filter and every word of a search, in the order in which they are given. */
export function filtered(
  models: readonly ModelSummary[],
  filter: Filter,
  search: string,
): readonly ModelSummary[] {
  let found = ofState(models, filter);
  // Word after word: a test of one word is done with a whole fleet before the browser has compiled one of any number.
  for (const word of search.toLowerCase().split(/\s+/).filter(Boolean)) {
    found = found.filter((summary) => searchedText(summary).includes(word));
  }
  return found;
}

function ofState(models: readonly ModelSummary[], filter: Filter): readonly ModelSummary[] {
  if (filter === "all") return models;
  if (filter === "needs-person") return models.filter((one) => neededOf(one) !== null);
  return models.filter(({ status }) => status === filter);
}
