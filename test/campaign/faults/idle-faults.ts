import { digest } from "@driftwheel/core/vocabulary/identity/digest.ts";
import { Dice } from "./dice.ts";
import type { Call, Fault } from "./fault.ts";
import type { Plan } from "./plan.ts";

const minute = 60;

/** What an idle resource is stopped and taken back by: before and after each something may go wrong. */
const acts = [
  "StopNotebookInstance",
  "StartNotebookInstance",
  "DeleteEndpoint",
  "CreateEndpoint",
  "UpdateDomain",
  "DeleteApp",
  "CreateApp",
  "DeleteEndpointConfig",
  "DeleteModel",
  "append-idle",
] as const satisfies readonly Call[];

const looks = [
  "DescribeNotebookInstance",
  "DescribeApp",
  "DescribeDomain",
  "ListTags",
  "ListApps",
  "ListEndpointConfigs",
  "GetMetricData",
  "read-idle",
] as const satisfies readonly Call[];

/** How often a call happens in a run, roughly. */
const often: Readonly<Partial<Record<Call, number>>> = { "append-idle": 20, ListTags: 60, "read-idle": 60 };

const kinds = {
  ...{ kill: 8, "ambiguous-write": 8, "access-denied": 3, throttling: 3, outage: 1 },
  ...{ "person-uses": 8, "person-forbids": 5, "person-undoes": 8 },
} as const;

/** Whether idle resources are looked for in a run, and what goes wrong with that, from a seed of its own. */
export function drawIdle(
  seed: number,
  faults: readonly Fault[],
  alone: boolean,
): Pick<Plan, "idle" | "faults"> {
  const dice = new Dice(digest(`${seed}/idle`) % 2 ** 31);
  if (alone || dice.percent(65)) return { idle: false, faults };
  const more = [
    ...Array.from({ length: dice.between(1, 6) }, () => drawIdleFault(dice)),
    ...(dice.percent(50) ? usedMeanwhile(dice) : []),
  ];
  const outage = faults.some(({ kind }) => kind === "outage");
  return {
    idle: true,
    faults: [
      ...faults,
      ...more.filter(
        ({ kind }, place) =>
          kind !== "outage" || (!outage && more.findIndex((one) => one.kind === "outage") === place),
      ),
    ],
  };
}

interface FirstStop {
  readonly which: number;
  readonly of: (typeof acts)[number];
  readonly run: number;
}

/** By the number of the resource: what stops it first, and at which of the function's half-hourly runs. */
const firstStops: readonly [FirstStop, ...FirstStop[]] = [
  { which: 0, of: "StopNotebookInstance", run: 3 },
  { which: 2, of: "DeleteEndpoint", run: 3 },
  { which: 3, of: "UpdateDomain", run: 2 },
  { which: 4, of: "DeleteApp", run: 2 },
  { which: 5, of: "DeleteApp", run: 2 },
];

/** A stop is not taken, or its answer lost, and a person does something with the resource before it is tried again. */
function usedMeanwhile(dice: Dice): readonly Fault[] {
  const { which, of, run } = dice.oneOf(firstStops);
  const due = run * 30 * minute;
  return [
    dice.percent(60)
      ? { kind: "throttling", when: { at: due - 30 }, lasts: dice.between(60, 5 * minute), of: [of] }
      : { kind: "ambiguous-write", of, nth: 1 },
    {
      kind: dice.oneOf(["person-uses", "person-uses", "person-forbids"]),
      when: { at: due + dice.between(0, 4 * minute) },
      which,
    },
  ];
}

function drawIdleFault(dice: Dice): Fault {
  const kind = dice.weighted(kinds);
  const of = dice.percent(70) ? dice.oneOf(acts) : dice.oneOf(looks);
  const nth = dice.between(1, often[of] ?? 2);
  // The first run is after half an hour, the first stop an hour and a half later.
  const when = { at: dice.between(30 * minute, 290 * minute) };
  const which = dice.between(0, 7);
  switch (kind) {
    case "kill":
      return { kind, of, nth, edge: dice.oneOf(["before", "after"]) };
    case "ambiguous-write":
      return { kind, of, nth };
    case "access-denied":
    case "throttling":
      return { kind, when, lasts: dice.between(minute, 60 * minute), of: [of] };
    case "outage":
      return { kind, when, lasts: dice.between(10 * minute, 60 * minute) };
    case "person-uses":
    case "person-forbids":
    case "person-undoes":
      return { kind, when, which };
  }
}
