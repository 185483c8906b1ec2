import { describe, expect, it } from "vitest";
import { running, scaled } from "../testing/scaling-steps.ts";
import { given, underPolicy } from "../testing/specification.ts";
import { commanded, endpointIs, looked, polled, registered, type Step, settled } from "../testing/steps.ts";
import { instancesNeeded } from "./instances-needed.ts";

const approve = commanded({ name: "approve", version: 2 });
const scaledTrial: readonly Step[] = [scaled("main"), registered(2), approve, settled, settled, settled];
const better = looked({ challenger: { successes: 360 } });
const trial = (weight: number, maximum: number | null) => ({
  weight,
  champion: { variant: "main" },
  challenger: { variant: "version-2" },
  scaling: maximum === null ? null : scalingTo(maximum),
});

function scalingTo(maximum: number) {
  const suspended = { in: false, out: false, scheduled: false };
  const champion = { minimum: 1, maximum, suspended, policies: [], scheduled: [] };
  return { champion, given: true, givenBy: null, takenOff: false, putBackBy: null };
}

describe("the instances that a share of the traffic needs", () => {
  it.each([
    // weight, most, to, the champion's, the challenger's, needed
    ["the first share is one of what the champion has", 0, 20, 25, 7, 1, 2],
    ["whoever has as many gets no more", 0, 20, 25, 7, 2, null],
    ["a champion with half of the traffic has half of what all of it needs", 50, 20, 80, 3, 3, 5],
    ["but never more than both have together are enough", 90, 20, 100, 2, 5, 7],
    ["within the scaling", 50, 4, 100, 3, 3, 4],
    ["nothing less than it has", 50, 2, 100, 3, 3, null],
    ["a champion that is not scaled has what all of the traffic needs", 60, null, 100, 4, 4, null],
    ["someone gave a champion more that is not scaled", 20, null, 60, 9, 4, 6],
    ["a whole number stays one", 0, 20, 7, 100, 1, 7],
  ] as const)("%s", (_, weight, most, to, champion, challenger, needed) => {
    expect(instancesNeeded(trial(weight, most), to, { main: champion, "version-2": challenger })).toBe(
      needed,
    );
  });

  it("are not known where no instances are, as of a serverless variant", () => {
    expect(instancesNeeded(trial(20, null), 60, {})).toBeNull();
    expect(instancesNeeded(trial(20, null), 60, undefined)).toBeNull();
  });
});

describe("a share of the traffic that the challenger cannot bear yet", () => {
  const few = running({ main: 5, "version-2": 2 });

  it("comes after as many instances as it needs", () => {
    given(...scaledTrial, few)
      .when(looked())
      .then(
        [
          "rollout-looked",
          [
            "challenger-prepared",
            { to: 60, scaling: [], instances: { "version-2": 4 } },
            "version-2 has 2 of the 4 instances that its share needs",
          ],
        ],
        [["raise-capacity", { endpoint: "meadow-prod", variant: "version-2", instances: 4 }]],
      );
  });

  it("waits until they are there", () => {
    given(...scaledTrial, few, looked(), settled, polled)
      .when(polled)
      .then([]);
    given(...scaledTrial, few, looked())
      .when(settled)
      .then([["weights-shifted", { from: 20, to: 60 }]], ["shift-weights"]);
    const asked = given(...scaledTrial, few, looked(), (model) => {
      model.confirm();
      return [];
    });
    asked.when(polled).then([]);
  });

  it("is held when they do not come in time", () => {
    given(
      ...scaledTrial,
      few,
      looked(),
      (model) => {
        model.confirm();
        model.later(2 * 60 * 60_000);
        return [];
      },
      polled,
    )
      .when(polled)
      .then(["rollout-held"]);
  });

  it("may be all of it: the promotion", () => {
    underPolicy({ rollout: { ramp: [60], minimumEffect: 0.05 } })
      .given(...scaledTrial, running({ main: 3, "version-2": 3 }))
      .when(better)
      .then(
        ["rollout-looked", ["challenger-prepared", { to: 100, instances: { "version-2": 6 } }]],
        ["raise-capacity"],
      );
  });

  it("is asked of what a person promotes too", () => {
    given(...scaledTrial, running({ main: 5, "version-2": 2 }))
      .when(commanded({ name: "promote" }))
      .then(["command-accepted", ["challenger-prepared", { to: 100 }]], ["raise-capacity"]);
  });

  it("does not keep harm on the traffic", () => {
    given(...scaledTrial, few, looked())
      .when(commanded({ name: "roll-back" }))
      .then(
        ["command-accepted", "weights-shifted", ["effect-dropped", { effect: "raise-capacity" }]],
        ["shift-weights", "set-scaling", "restore-config"],
      );
  });

  it("is none where both have as many, scaled or not", () => {
    given(registered(2), approve, settled, endpointIs({ instances: { main: 3, "version-2": 3 } }))
      .when(looked())
      .then(["rollout-looked", "weights-shifted"], ["shift-weights"]);
  });
});
