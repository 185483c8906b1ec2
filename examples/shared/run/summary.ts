import { warmUpOf } from "@driftwheel/core/decider/rollout/least-duration.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { inWords } from "@driftwheel/core/words/duration.ts";
import type { Score, Scoreboard, Turns } from "./scoreboard.ts";

export interface RunResult {
  readonly entries: readonly Entry[];
  readonly scoreboard: Pick<Scoreboard<never>, "between" | "byPhase" | "requests" | "failed">;
  /** When an answer is right, in words: "within 2 degrees". */
  readonly right: string;
  /** Subjects of the alerts that were sent, oldest first; null where they cannot be known. */
  readonly alerts: readonly string[] | null;
  /** The policy of what was tried. */
  readonly rollout: ModelPolicy["rollout"];
  /** Epoch milliseconds of the first drifted request; null when it never came. */
  readonly driftAt: number | null;
}

/** What the run came to, as rows of a label and a text. */
export function summaryOf({
  entries,
  scoreboard,
  right,
  alerts,
  rollout,
  driftAt,
}: RunResult): readonly (readonly [string, string])[] {
  const phases = scoreboard.byPhase(turnsOf(entries, driftAt));
  const rate = (phase: Parameters<typeof phases.get>[0]) =>
    [...(phases.get(phase) ?? [])]
      .map(([variant, score]) => `${percent(score)} of ${score.requests} (${variant})`)
      .join(", ") || "no requests";
  const since = (kind: Entry["kind"]) => sinceDrift(entries, kind, scoreboard, driftAt);
  const [asked, confirmed] = (["retraining-requested", "drift-confirmed"] as const).map((kind) =>
    entries.some((entry) => entry.kind === kind),
  );
  const loop: (readonly [string, string])[] =
    driftAt === null
      ? []
      : [
          ["under drift", rate("under-drift")],
          ["on trial", rate("on-trial")],
          ["after the rollout", rate("after-the-rollout")],
          asked && !confirmed
            ? ["drift to request", since("retraining-requested")]
            : ["drift to detection", since("drift-confirmed")],
          ["drift to retrained model", since("retraining-succeeded")],
          ["drift to promotion", since("rollout-promoted")],
          ...triedBy(entries, rollout),
        ];
  return [
    [`${right} before drift`, rate("before-drift")],
    ...loop,
    ["requests", `${scoreboard.requests} answered, ${scoreboard.failed} failed`],
    ...(alerts === null ? [] : sentRows(alerts)),
  ];
}

function sentRows(alerts: readonly string[]): readonly (readonly [string, string])[] {
  return [
    ["alerts sent", alerts.length === 0 ? "none" : `${alerts.length}`],
    ...alerts.map((subject) => ["", subject] as const),
  ];
}

/** How the trial went: by the same inputs, run by run, or by its share of the requests. */
function triedBy(
  entries: readonly Entry[],
  rules: ModelPolicy["rollout"],
): readonly (readonly [string, string])[] {
  const begun = entries.filter(({ kind }) => kind === "paired-run-started").length;
  const last = entries.findLast((entry) => entry.kind === "paired-looked");
  return begun > 0
    ? [
        ["inputs transformed by both", `${begun}`],
        ["the last look", last?.because ?? "none"],
      ]
    : [["challenger's share", weightsOf(entries)], ...judgedBy(entries, rules)];
}

/** What went together in the trial, how old requests were judged, and what the guards left out; none without a trial. */
function judgedBy(
  entries: readonly Entry[],
  rules: ModelPolicy["rollout"],
): readonly (readonly [string, string])[] {
  const started = entries.findLast((entry) => entry.kind === "rollout-started");
  if (!started) return [];
  const { maturity = null, missing = "unknown" } = started.data.history;
  const age =
    maturity === 0 ? "at once" : maturity === null ? "as the trial tells" : `within ${inWords(maturity)}`;
  const { unit } = rules.outcomes;
  return [
    ["unit of outcomes", unit === undefined ? "each request" : `what ${JSON.stringify(unit)} names`],
    ["outcomes known", missing === "failure" ? `${age}, and wrong without one` : age],
    ["warm-up of the guards", inWords(warmUpOf(rules))],
  ];
}

/** When the phases of the run began and ended. */
function turnsOf(entries: readonly Entry[], driftAt: number | null): Turns {
  const started = entries.findLast(({ kind }) => kind === "rollout-started");
  const ended = entries.findLast(({ kind }) => kind === "rollout-promoted" || kind === "rollout-rolled-back");
  const trial = started
    ? {
        from: Date.parse(started.at),
        until: ended && ended.sequence > started.sequence ? Date.parse(ended.at) : Number.POSITIVE_INFINITY,
      }
    : null;
  return { drift: driftAt, trial };
}

function sinceDrift(
  entries: readonly Entry[],
  kind: Entry["kind"],
  scoreboard: RunResult["scoreboard"],
  driftAt: number | null,
): string {
  const entry = entries.find((candidate) => candidate.kind === kind);
  if (!entry || driftAt === null) return "did not come to it";
  const at = Date.parse(entry.at);
  const { requests } = scoreboard.between(driftAt, at);
  return `${((at - driftAt) / 60_000).toFixed(2)} minutes, ${requests} requests`;
}

function weightsOf(entries: readonly Entry[]): string {
  const shares = entries.flatMap((entry) => {
    if (entry.kind === "rollout-started") return [0, entry.data.weight];
    return entry.kind === "weights-shifted" ? [entry.data.to] : [];
  });
  if (shares.length === 0) return "never on trial";
  const end = entries.findLast(({ kind }) => kind === "rollout-promoted" || kind === "rollout-rolled-back");
  const last = end === undefined ? [] : [end.kind === "rollout-promoted" ? 100 : 0];
  return [...shares, ...last]
    .filter((share, index, all) => share !== all[index - 1])
    .map((share) => `${share}%`)
    .join(" -> ");
}

export function percent({ requests, hits }: Score): string {
  return requests === 0 ? "-" : `${((100 * hits) / requests).toFixed(1)}%`;
}
