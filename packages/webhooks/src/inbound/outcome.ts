import type { VariantOutcome } from "./ports.ts";
import { type Asked, countOf, fieldOf, type Read, right, wrong } from "./values.ts";

const hour = 3_600_000;
/** CloudWatch takes what is at most two weeks old, and two hours ahead: API_PutMetricData. */
const countedFor = 14 * 24 * hour - hour;
const countedAhead = hour;

/** SageMaker's rule for the name of a production variant. */
const variantName = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/;

/**
 * How often a variant's answers turned out right, of how many that were checked.
 *
 * @param now ISO 8601 UTC
 */
export function outcomeOf(asked: Asked, now: string): Read<VariantOutcome> {
  const variant = fieldOf(asked, "variant");
  const trials = countOf(asked, "trials", 1);
  const successes = countOf(asked, "successes", 0);
  const name =
    variant.ok && !(typeof variant.value === "string" && variantName.test(variant.value))
      ? wrong(asked, "variant", variant.value, "the name of a variant of the endpoint")
      : variant;
  const at = requestedAt(asked, Date.parse(now));
  if (!name.ok || !trials.ok || !successes.ok || !at.ok) {
    return { ok: false, faults: [...name.faults, ...successes.faults, ...trials.faults, ...at.faults] };
  }
  if (successes.value > trials.value) {
    return wrong(asked, "successes", successes.value, `at most as many as trials, ${trials.value}`);
  }
  return right({
    variant: String(name.value),
    successes: successes.value,
    trials: trials.value,
    at: at.value,
  });
}

/** With a day, a time and an offset: what has none is of a zone that nobody knows. */
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** When the request came; null where the rule has no such field, or the payload none of it. */
function requestedAt(asked: Asked, now: number): Read<number | null> {
  const found = fieldOf(asked, "at");
  if (!found.ok) return found;
  const { value } = found;
  if (value === undefined || value === null) return right(null);
  const time = typeof value === "string" && moment.test(value) ? Date.parse(value) : Number.NaN;
  return time >= now - countedFor && time <= now + countedAhead
    ? right(time)
    : wrong(asked, "at", value, "a time of the two weeks before now, as in 2026-04-07T09:00:00Z");
}
