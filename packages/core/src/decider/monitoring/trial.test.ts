import { describe, expect, it } from "vitest";
import type { LookFailed } from "../../vocabulary/signal.ts";
import { feature, notJudged, steady, windowReported } from "../testing/drift-steps.ts";
import { minute } from "../testing/model.ts";
import { given, underPolicy } from "../testing/specification.ts";
import { commanded, confirmed, later, looked, onTrial, settled, swept, told } from "../testing/steps.ts";

const hour = 60 * minute;
const error = "ValidationError: Period 7 is no valid period";
const lookFails = told<LookFailed>({
  kind: "look-failed",
  model: "meadow",
  rollout: "meadow-v2-1",
  look: 1,
  error,
});

describe("a look that could not be read", () => {
  it("is written down with the error", () => {
    given(...onTrial)
      .when(lookFails)
      .then([["signal-observed", { failedLook: { look: 1, error } }, `Look 1 could not be read: ${error}`]]);
  });

  it("of another rollout, or of another look, is not", () => {
    given(...onTrial)
      .when(told<LookFailed>({ kind: "look-failed", model: "meadow", rollout: "other", look: 1, error }))
      .then([]);
    given(...onTrial, looked())
      .when(lookFails)
      .then([]);
  });

  it("and goes on failing is paged with the error, once the trial should have had three looks", () => {
    const failing = [...onTrial, lookFails, later(17 * minute), confirmed];
    given(...failing, later(minute))
      .when(swept)
      .then(["rollout-restarted"], ["start-rollout"]);
    const { state } = given(...failing, later(minute), swept).when(swept);
    expect(state.unwatched.looks?.problem).toEqual({
      reason: "no-looks",
      words: expect.stringContaining(error),
    });
    expect(Object.values(state.alerts)).toMatchObject([{ severity: "page", aboutKind: "monitoring-lost" }]);
  });

  it("is told at the second restart, where sweeps are so far apart that each begins an execution anew", () => {
    const { state } = given(...onTrial, lookFails, later(20 * minute), swept, later(20 * minute)).when(swept);
    expect(state.rollout?.executions).toBe(3);
    expect(state.unwatched.looks?.problem.reason).toBe("no-looks");
  });

  it("is over with the next look", () => {
    given(...onTrial, lookFails, later(18 * minute), swept, swept, confirmed)
      .when(looked())
      .leaves({ unwatched: {}, alerts: {}, rollout: { failedLook: null } });
  });
});

describe("a trial at which nobody looks", () => {
  it("is restarted first, told when that does not help, and rolled back after its deadline", () => {
    given(...onTrial, later(20 * minute))
      .when(swept)
      .then(["rollout-restarted"], ["start-rollout"]);
    const restarted = [...onTrial, later(20 * minute), swept];
    given(...restarted, later(10 * minute))
      .when(swept)
      .then([]);
    given(...restarted, later(14 * minute))
      .when(swept)
      .leaves({ unwatched: { looks: { problem: { reason: "no-looks" } } } });
    given(...restarted, later(14 * minute), swept, later(2 * 24 * hour), swept)
      .when(swept)
      .leaves({ rollout: { phase: "rolling-back" } });
  });

  it("is no more told of than a trial that waits for a person", () => {
    given(
      ...onTrial,
      later(20 * minute),
      swept,
      commanded({ name: "pause" }),
      later(3 * 24 * hour),
      swept,
      later(15 * minute),
    )
      .when(swept)
      .leaves({ rollout: { phase: "looking" } });
  });
});

describe("outcomes that do not come", () => {
  const silent = looked({ champion: { trials: 0, successes: 0 }, challenger: { trials: 0, successes: 0 } });
  const quiet = looked({
    champion: { trials: 0, successes: 0, invocations: 0 },
    challenger: { trials: 0, successes: 0, invocations: 0 },
  });
  const hold = underPolicy({ rollout: { ramp: [20] } });

  it("are told after three looks with traffic, whose they are, and once", () => {
    const { entries } = hold.given(...onTrial, silent, silent).when(silent);
    expect(entries.map(({ kind }) => kind)).toContain("monitoring-lost");
    expect(entries.find(({ kind }) => kind === "monitoring-lost")?.because).toBe(
      "3 looks saw no outcome of the champion and the challenger: only errors and latency are judged, and nothing can show that the challenger is better.",
    );
    const next = hold.given(...onTrial, silent, silent, silent).when(silent);
    expect(next.entries.map(({ kind }) => kind)).not.toContain("monitoring-lost");
  });

  it("are not missed where nobody asks", () => {
    hold
      .given(...onTrial, quiet, quiet)
      .when(quiet)
      .leaves({ unwatched: {} });
  });

  it("are found again with the first of both, and missed no more when the trial is over", () => {
    hold
      .given(...onTrial, silent, silent, silent)
      .when(looked())
      .leaves({ unwatched: {} });
    hold
      .given(...onTrial, silent, silent, silent, commanded({ name: "roll-back" }))
      .when(settled)
      .leaves({ rollout: null, unwatched: {}, alerts: {} });
  });
});

describe("a monitor of Driftwheel's own that tells of no window", () => {
  const own = underPolicy({ drift: { monitor: "driftwheel", sensitivity: { falseAlarmsPerYear: 4 } } });
  const patience = 4 * hour + 20 * minute;

  it("is told once windows that it should have told of are missing, and is over with the next", () => {
    own.given(steady, later(patience)).when(swept).then([]);
    own
      .given(steady, later(patience + 1))
      .when(swept)
      .then(
        ["monitoring-lost", ["alert-raised", { subject: "meadow: drift is not watched: no reports come" }]],
        ["send-alert"],
      );
    own
      .given(steady, later(patience + 1), swept)
      .when(steady)
      .leaves({ unwatched: {}, alerts: {} });
  });

  it("is not missed where another tool watches", () => {
    given(windowReported([]), later(30 * 24 * hour))
      .when(swept)
      .then([]);
  });

  it("is told of the watch on answers too, by its own hours", () => {
    const judged = windowReported([feature("accuracy", 0)], { schedule: "driftwheel-quality" });
    const watched = underPolicy({
      quality: { groundTruth: "s3://meadow/truth", problem: "multiclass", blindAfter: 2 },
    });
    const patient = 3 * hour + 20 * minute;
    watched.given(judged, later(patient)).when(swept).then([]);
    watched
      .given(judged, later(patient + 1))
      .when(swept)
      .leaves({ unwatched: { "driftwheel-quality": { problem: { reason: "no-reports" } } } });
  });

  it("is missed no longer where the policy leaves it to another tool", () => {
    given(swept, notJudged(), notJudged(), notJudged())
      .when(swept)
      .then(
        [
          [
            "monitoring-restored",
            { reason: "no-files" },
            "The policy does not ask Driftwheel to watch drift any more.",
          ],
          "alert-resolved",
        ],
        ["send-alert"],
      )
      .leaves({ unwatched: {}, alerts: {} });
  });
});
