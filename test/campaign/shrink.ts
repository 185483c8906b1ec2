import type { Plan } from "./faults/plan.ts";
import { judge } from "./judge.ts";

/** The plan with the least of its faults with which an invariant is still broken. */
export async function shrink(plan: Plan, invariant: string): Promise<Plan> {
  const faults = await fewest(plan.faults, async (some) =>
    (await judge({ ...plan, faults: some })).broken.some((one) => one.invariant === invariant),
  );
  return { ...plan, faults };
}

/**
 * As few things as it takes: delta debugging, which leaves out ever smaller parts
 * (Zeller and Hildebrandt 2002, https://doi.org/10.1109/32.988498).
 */
export async function fewest<Thing>(
  things: readonly Thing[],
  isEnough: (some: readonly Thing[]) => Promise<boolean>,
): Promise<readonly Thing[]> {
  let rest = things;
  let parts = 2;
  while (rest.length > 0) {
    const smaller = await firstEnough(without(rest, parts), isEnough);
    if (smaller) {
      rest = smaller;
      parts = Math.max(2, parts - 1);
    } else if (parts < rest.length) {
      parts = Math.min(rest.length, parts * 2);
    } else {
      break;
    }
  }
  return rest;
}

/** What is left when each of so many parts is left out. */
function without<Thing>(things: readonly Thing[], parts: number): readonly (readonly Thing[])[] {
  const length = Math.ceil(things.length / parts);
  return Array.from({ length: parts }, (_, part) =>
    things.filter((_thing, place) => Math.floor(place / length) !== part),
  ).filter((left) => left.length < things.length);
}

async function firstEnough<Thing>(
  choices: readonly (readonly Thing[])[],
  isEnough: (some: readonly Thing[]) => Promise<boolean>,
): Promise<readonly Thing[] | null> {
  for (const choice of choices) if (await isEnough(choice)) return choice;
  return null;
}
