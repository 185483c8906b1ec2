import { digest } from "@driftwheel/core/vocabulary/identity/digest.ts";
import { Dice } from "./dice.ts";
import { drawFault } from "./draw-fault.ts";
import type { Call, Fault } from "./fault.ts";
import type { Plan, Waits } from "./plan.ts";

const sources: readonly [Exclude<Waits, "nothing">, ...Exclude<Waits, "nothing">[]] = [
  "files",
  "feature-group",
  "exports",
];
const calls: Readonly<Record<Exclude<Waits, "nothing">, readonly [Call, ...Call[]]>> = {
  files: ["ListObjectsV2"],
  "feature-group": ["ListObjectsV2", "DescribeFeatureGroup", "GetObject"],
  exports: ["ListObjectsV2", "ListProcessingJobs"],
};
const kinds = {
  kill: 6,
  "access-denied": 3,
  losses: 3,
  duplicates: 2,
  delays: 2,
  throttling: 2,
  outage: 1,
} as const;

/** Which data the model waits for, and what goes wrong with that, from a seed of its own as for what retrains. */
export function drawData(
  seed: number,
  faults: readonly Fault[],
  alone: boolean,
): Pick<Plan, "waits" | "faults"> {
  const dice = new Dice(digest(`${seed}/data`) % 2 ** 31);
  if (dice.percent(65)) return { waits: "nothing", faults };
  const waits = dice.oneOf(sources);
  const count = alone ? 0 : dice.between(0, 2);
  const more = Array.from({ length: count }, () => drawDataFault(waits, dice));
  const hasOutage = faults.some(({ kind }) => kind === "outage");
  return {
    waits,
    faults: [...faults, ...more.filter(({ kind }) => kind !== "outage" || !hasOutage)].filter(onlyOneOutage),
  };
}

function onlyOneOutage(fault: Fault, place: number, all: readonly Fault[]): boolean {
  return fault.kind !== "outage" || all.findIndex(({ kind }) => kind === "outage") === place;
}

function drawDataFault(waits: Exclude<Waits, "nothing">, dice: Dice): Fault {
  const drawn = drawFault(dice.weighted(kinds), dice);
  const of = dice.oneOf(calls[waits]);
  // While the files come.
  const when = { at: dice.between(0, 90 * 60) };
  switch (drawn.kind) {
    case "kill":
      return { ...drawn, of, nth: dice.between(1, 12) };
    case "access-denied":
    case "throttling":
      return { ...drawn, when, of: [of] };
    default:
      return "when" in drawn ? { ...drawn, when } : drawn;
  }
}
