import { conclude } from "@driftwheel/core/decider/decide.ts";
import { foldWindow } from "@driftwheel/core/decider/drift/decide.ts";
import { type PendingEntries, pendingEntries } from "@driftwheel/core/decider/entries/pending-entries.ts";
import { evolve } from "@driftwheel/core/decider/evolve.ts";
import { tellWhatIsUnwatched } from "@driftwheel/core/decider/monitoring/windows.ts";
import { policyFor } from "@driftwheel/core/policy/testing/fleet.ts";
import { normalQuantile } from "@driftwheel/core/stats/distributions/normal.ts";
import { seededIntegers } from "@driftwheel/core/stats/random.ts";
import type { DriftWindow } from "@driftwheel/core/vocabulary/drift-window.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { initialState } from "@driftwheel/core/vocabulary/state.ts";

const hour = 3_600_000;
const began = Date.parse("2025-01-01T00:00:00.000Z");
/** A lasting drift begins so often, and ends with its retraining. */
const hoursBetweenDrifts = 1_500;

export const policyOf = (falseAlarmsPerYear: number) =>
  policyFor("harbour", {
    drift: { monitor: "driftwheel", sensitivity: { falseAlarmsPerYear } },
    retrain: { pipeline: "harbour-train", budget: { perMonth: "$200", perRun: "$4" } },
    alerts: { notify: ["drift-confirmed", "retraining-failed"] },
  });

/**
 * The ledger of a model whose hourly windows are judged, as the decider writes it: standard normal scores, now and then a
 * lasting shift by one, and a retraining for each drift that fails after half an hour.
 */
export function yearOfWindows(seed: number, windows: number): readonly Entry[] {
  const policy = policyOf(2);
  const integers = seededIntegers(seed);
  // Above 0 and below 1.
  const random = () => (integers() + 0.5) / 2 ** 32;
  const entries: Entry[] = [];
  let state = initialState("harbour");
  const decide = (identity: string, at: number, write: (pending: PendingEntries) => void) => {
    const pending = pendingEntries({ state, evolve, identity, now: new Date(at) });
    write(pending);
    conclude(pending, policy);
    entries.push(...pending.entries);
    ({ state } = pending);
    // Whatever is asked for outside is done at once.
    for (const { effect } of [...state.outbox]) {
      const answer = pendingEntries({
        state,
        evolve,
        identity: `effect/${effect.token}`,
        now: new Date(at + 500),
      });
      answer.write(
        "effect-done",
        `${effect.kind} is done.`,
        { of: effect.sequence, effect: effect.kind, token: effect.token, answer: {} },
        effect.sequence,
      );
      entries.push(...answer.entries);
      ({ state } = answer);
    }
  };
  for (let index = 0; index < windows; index += 1) {
    const isShifted = index % hoursBetweenDrifts > hoursBetweenDrifts - 40;
    const end = began + (index + 1) * hour;
    const window = windowOf(end, normalQuantile(random()) + (isShifted ? 1 : 0));
    const reading = {
      ...{ schedule: "driftwheel", start: window.start, end: window.end, rows: window.rows },
      ...{ judged: true, unread: null, problem: null },
    };
    const at = end + 400_000;
    decide(`drift-reported harbour-prod driftwheel ${window.end}`, at, (pending) => {
      foldWindow(pending, window, { kind: "drift-reported", reading }, {}, policy);
      tellWhatIsUnwatched(pending, "driftwheel", policy);
    });
    const running = state.retraining;
    if (running) {
      decide(`execution ${running.sequence}`, at + hour / 2, (pending) => {
        const reason = "the labels were late";
        pending.write("retraining-failed", `It failed: ${reason}`, { execution: null, reason });
      });
    }
  }
  return entries;
}

function windowOf(end: number, drawn: number): DriftWindow {
  const score = Math.min(3, Math.max(-3, drawn));
  const moved = score > 1.5 ? 0.1 + score / 20 : null;
  return {
    ...{ source: "driftwheel", schedule: "driftwheel", rows: 2_000, score, effect: moved },
    start: new Date(end - hour).toISOString(),
    end: new Date(end).toISOString(),
    features:
      moved === null
        ? []
        : [
            {
              ...{ feature: "draught", check: "baseline_drift_check", violated: true, distance: moved },
              ...{ threshold: 0.1, pValue: 0.001, description: `PSI ${moved} over 2000 rows` },
            },
          ],
    report: `s3://harbour/driftwheel/reports/harbour-prod/driftwheel/${end}`,
  };
}
