import { accuracy, documented, type Scenario } from "./scenario.ts";

interface Together {
  readonly of: string;
  readonly size: number;
  readonly correlation: number;
  readonly spread: number;
}

const rows = { of: "10 rows a request", size: 10, spread: 0 };
const users = { of: "10 requests a user", size: 10, spread: 60 };
const together: readonly Together[] = [
  ...[0.05, 0.1, 0.3].flatMap((correlation) => [rows, users].map((unit) => ({ ...unit, correlation }))),
  { of: "50 rows a request", size: 50, correlation: 0.1, spread: 0 },
];

export const units: readonly Scenario[] = together.flatMap((unit) =>
  [true, false].map((areKnown) => scenarioOf(unit, areKnown)),
);

function scenarioOf({ of, size, correlation, spread }: Together, areKnown: boolean): Scenario {
  return {
    ...documented,
    ...accuracy,
    subject: "units",
    name: `${of}, correlation ${correlation}${areKnown ? "" : ", units unknown"}`,
    about: `accuracy 70%, ${of}${spread > 0 ? " within an hour, all to one arm" : ""}, intra-class correlation ${correlation}; ${areKnown ? "periods say how many independent outcomes theirs are worth" : "nothing is known but sums"}`,
    perMinute: 10 * size,
    // Few requests of a first share are there until its users have come again; the bound knows nothing of such a wait.
    policy: spread > 0 ? { ...documented.policy, minTrials: 1 } : documented.policy,
    units: { size, correlation, spread, areKnown },
  };
}
