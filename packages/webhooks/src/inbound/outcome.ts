import type { VariantOutcome } from "./ports.ts";
import { type Asked, countOf, fieldOf, type Read, right, wrong } from "./values.ts";

/** SageMaker's rule for the name of a production variant. */
const variantName = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/;

/** How often a variant's answers turned out right, of how many that were checked. */
export function outcomeOf(asked: Asked): Read<VariantOutcome> {
  const variant = fieldOf(asked, "variant");
  const trials = countOf(asked, "trials", 1);
  const successes = countOf(asked, "successes", 0);
  const name =
    variant.ok && !(typeof variant.value === "string" && variantName.test(variant.value))
      ? wrong(asked, "variant", variant.value, "the name of a variant of the endpoint")
      : variant;
  if (!name.ok || !trials.ok || !successes.ok) {
    return { ok: false, faults: [...name.faults, ...successes.faults, ...trials.faults] };
  }
  if (successes.value > trials.value) {
    return wrong(asked, "successes", successes.value, `at most as many as trials, ${trials.value}`);
  }
  return right({ variant: String(name.value), successes: successes.value, trials: trials.value });
}
