import { describe, expect, it } from "vitest";
import { arn, minute } from "../testing/model.ts";
import { given, underPolicy } from "../testing/specification.ts";
import {
  answered,
  commanded,
  confirmed,
  endpointIs,
  later,
  looked,
  onTrial,
  polled,
  registered,
} from "../testing/steps.ts";

const approved = [registered(2), commanded({ name: "approve", version: 2 })] as const;
const rollBack = commanded({ name: "roll-back" });
const trial = "driftwheel-meadow-v2-1-trial";
const gone = endpointIs({ exists: false, status: "Unknown", config: null, variants: [] });
const asTrial = endpointIs({ exists: true, status: "InService", config: trial, pendingConfig: null });
const divided = (champion: number, challenger: number) =>
  endpointIs({
    variants: [
      { name: "main", weight: champion, model: "main", package: arn(1) },
      { name: "version-2", weight: challenger, model: "version-2", package: arn(2) },
    ],
  });
/** A look in which the challenger is wrong far more often than the champion. */
const harmful = looked({ challenger: { successes: 40 } });

describe("one reading that contradicts the ledger", () => {
  it.each([
    ["another config", "changed", endpointIs({ config: "by-hand" })],
    ["other weights", "changed", divided(50, 50)],
    ["someone's deployment", "changed", endpointIs({ status: "Updating", pendingConfig: "by-hand" })],
    ["no endpoint", "missing", gone],
    ["a failure", "failed", endpointIs({ status: "Failed", failureReason: "no capacity" })],
  ] as const)("(%s) is remembered as %s, and changes nothing", (_, says, reading) => {
    given(...onTrial, reading)
      .when(polled)
      .then([["signal-observed", { signal: "endpoint", unconfirmed: { says } }, "believed when it stays"]])
      .leaves({ held: null, rollout: { phase: "looking" }, unconfirmed: { says } });
  });

  it.each([
    ["another config", endpointIs({ config: "by-hand" })],
    ["no endpoint", gone],
    ["a failure", endpointIs({ status: "Failed" })],
  ] as const)("(%s) between two good ones is forgotten, and counts for no later one", (_, reading) => {
    const between = [...onTrial, reading, polled, asTrial, divided(80, 20), polled] as const;
    given(...between)
      .when(polled)
      .then([])
      .leaves({ unconfirmed: null, held: null, rollout: { phase: "looking" } });
    given(...between, reading)
      .when(polled)
      .then([["signal-observed", { unconfirmed: {} }]])
      .leaves({ held: null, rollout: { phase: "looking" } });
  });

  it("begins its time anew when the next says something else", () => {
    const patient = underPolicy({ rollout: { ramp: [20, 60], stableFor: "1 minute" } });
    const first = [...onTrial, endpointIs({ config: "by-hand" }), polled, later(minute - 1)] as const;
    patient
      .given(...first, endpointIs({ config: "by-script" }), polled, later(minute - 1))
      .when(polled)
      .then([]);
    patient
      .given(...first, endpointIs({ config: "by-script" }), polled, later(minute))
      .when(polled)
      .then([["endpoint-changed-outside", { foundConfig: "by-script" }], "rollout-held"]);
  });

  it("is not confirmed by one of another kind, though the config is the same", () => {
    given(...onTrial, divided(50, 50), polled, endpointIs({ status: "Failed" }))
      .when(polled)
      .then([["signal-observed", { unconfirmed: { says: "failed" } }]])
      .leaves({ held: null, rollout: { phase: "looking" } });
  });

  it("is the same news as the deployment that it is the end of", () => {
    given(...onTrial, endpointIs({ status: "Updating", pendingConfig: "by-hand" }), polled)
      .when((model) => {
        Object.assign(model.found, { status: "InService", config: "by-hand", pendingConfig: null });
        return polled(model);
      })
      .then(["endpoint-changed-outside", "rollout-held"]);
  });
});

describe("what an effect found instead of what it expects", () => {
  const found = {
    exists: true,
    status: "InService",
    config: "by-hand",
    pendingConfig: null,
    variants: [{ name: "main", weight: 1 }],
    failureReason: null,
  } as const;
  const differs = answered("shift-weights", { ok: false, error: "it differs", found });

  it("is a reading like any other: the effect stays open until another confirms it", () => {
    const first = given(...onTrial, looked())
      .when(differs)
      .then([["signal-observed", { unconfirmed: { says: "changed" } }]]);
    expect(first.state.outbox.map(({ effect }) => effect.kind)).toContain("shift-weights");
    given(...onTrial, looked(), differs)
      .when(differs)
      .then(["endpoint-changed-outside", "rollout-held", ["effect-dropped", { effect: "shift-weights" }]]);
  });
});

describe("a look", () => {
  it("at an endpoint that contradicts the ledger is neither judged nor counted", () => {
    given(...onTrial, endpointIs({ config: "by-hand" }))
      .when(harmful)
      .then([["signal-observed", { unconfirmed: { says: "changed" } }]])
      .leaves({ rollout: { looks: 0, phase: "looking" } });
  });

  it("at one that is believed to be changed is not either", () => {
    given(...onTrial, endpointIs({ config: "by-hand" }), polled)
      .when(harmful)
      .then(["endpoint-changed-outside", "rollout-held"])
      .leaves({ rollout: { looks: 0, phase: "held" } });
  });

  it("while the endpoint scales is judged: harm rolls back, everything else waits", () => {
    given(...onTrial, endpointIs({ status: "Updating" }))
      .when(harmful)
      .then(
        [["rollout-looked", { decision: "roll-back" }], "weights-shifted"],
        ["shift-weights", "restore-config"],
      );
    given(...onTrial, endpointIs({ status: "Updating" }))
      .when(looked())
      .then([["rollout-looked", { decision: "shift" }]])
      .leaves({ rollout: { looks: 1, phase: "looking", weight: 20 } });
  });
});

describe("the way back", () => {
  const back = "driftwheel-meadow-v2-1-back";
  const goingBack = [...onTrial, rollBack, confirmed] as const;
  const takenBack = [polled, polled, confirmed] as const;

  it("that SageMaker takes back is asked for three times in all, and then a person is", () => {
    const again = [["weights-shifted", { to: 0 }, "The way back is asked for once more"]] as const;
    const acts = ["shift-weights", "restore-config"] as const;
    given(...goingBack, polled)
      .when(polled)
      .then(again, acts);
    given(...goingBack, ...takenBack, polled)
      .when(polled)
      .then(again, acts);
    given(...goingBack, ...takenBack, ...takenBack, polled)
      .when(polled)
      .then([["rollout-held", { rollBack: expect.stringContaining("ada") }, "took the update"]])
      .leaves({ rollout: { phase: "held", rollBacks: 3 } });
  });

  it("to a config that was deleted ends with one made anew, by which the endpoint is known", () => {
    given(
      ...goingBack,
      endpointIs({ config: back, variants: [{ name: "main", weight: 1, model: "main", package: arn(1) }] }),
    )
      .when(polled)
      .then([["rollout-rolled-back", { config: back }]], ["mark-package", "set-approval"])
      .leaves({ rollout: null, held: null, endpoint: { config: back } });
  });

  it("of a trial that never settled is believed when it is read again: the deployment may still be under way", () => {
    const never = [...approved, rollBack, confirmed] as const;
    given(...never)
      .when(polled)
      .then([["signal-observed", { unconfirmed: { says: "back" } }]])
      .leaves({ rollout: { phase: "rolling-back" } });
    given(...never, polled)
      .when(polled)
      .then(["rollout-rolled-back"], ["mark-package", "set-approval"]);
  });

  it("that is late is waited for to the millisecond, and then held and still owed", () => {
    const late = [...goingBack, endpointIs({ status: "Updating" }), later(60 * minute)] as const;
    given(...late)
      .when(polled)
      .then([]);
    given(...late, later(1), polled)
      .when(polled)
      .then([["rollout-held", { rollBack: expect.stringContaining("ada") }]])
      .leaves({ rollout: { phase: "held", rollBackReason: expect.stringContaining("ada") } });
  });

  it("is owed across a hold, a resume and a restart, and is never a promotion at the deadline", () => {
    const promoting = underPolicy({ rollout: { ramp: [20, 60], atDeadline: "promote", deadline: "1 hour" } });
    const owed = [
      ...goingBack,
      endpointIs({ status: "Failed" }),
      polled,
      polled,
      endpointIs({ status: "InService" }),
      later(3 * 60 * minute),
      commanded({ name: "resume" }),
    ] as const;
    promoting
      .given(...owed)
      .when(looked())
      .then([])
      .leaves({ rollout: { phase: "rolling-back", weight: 0 } });
    promoting
      .given(...owed, later(3 * 60 * minute))
      .when((model) => model.sweep())
      .leaves({
        rollout: { phase: "rolling-back", executions: 3, rollBackReason: expect.stringContaining("ada") },
      });
  });
});
