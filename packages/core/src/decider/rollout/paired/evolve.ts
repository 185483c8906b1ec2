import type { EntryOf } from "../../../vocabulary/entry.ts";
import type { Rollout, RolloutPaired } from "../../../vocabulary/state.ts";

/** A trial in transform jobs, of which nothing ran yet: nothing is deployed for it, so that it begins at once. */
export function beginPairedRuns(rollout: Rollout, { at, data }: EntryOf<"rollout-started">): Rollout {
  if (!data.paired) return rollout;
  return {
    ...rollout,
    phase: "looking",
    change: null,
    trialConfig: data.fromConfig,
    soleConfig: data.config,
    mayHave: data.expected,
    readUntil: at,
    paired: { ...data.paired, runs: [] },
  };
}

/** A job that could not be created says nothing of the challenger. */
export function pairedRunRefused(rollout: Rollout, { data }: EntryOf<"effect-failed">): Rollout {
  const { paired } = rollout;
  if (!paired || data.effect !== "create-transform-job") return rollout;
  const runs = paired.runs.map((run) =>
    run.sequence === data.of
      ? {
          ...run,
          read: {
            ...({ run: run.run, status: "unread", reason: data.error, seconds: null } as const),
            ...{ rows: 0, agreed: 0, outcomes: null },
          },
        }
      : run,
  );
  return { ...rollout, paired: { ...paired, runs } };
}

export function pairedRunStarted(
  rollout: Rollout,
  { sequence, data }: EntryOf<"paired-run-started">,
): Rollout {
  const { paired } = rollout;
  if (!paired) return rollout;
  const { run, of, job, deadline } = data;
  return {
    ...rollout,
    paired: { ...paired, runs: [...paired.runs, { sequence, run, of, job, deadline, read: null }] },
  };
}

export function pairedLooked(rollout: Rollout, { at, data }: EntryOf<"paired-looked">): Rollout {
  const { paired } = rollout;
  if (!paired) return rollout;
  return {
    ...rollout,
    looks: data.look,
    readUntil: data.end,
    failedLook: null,
    lastSign: at,
    paired: withRead(paired, data.runs),
  };
}

/** The runs with what was read of them. What counts already counts for good, whatever is known of it later. */
export function withRead<Paired extends RolloutPaired>(
  paired: Paired,
  reads: EntryOf<"paired-looked">["data"]["runs"],
): Paired {
  const byRun = new Map(reads.map((read) => [read.run, read]));
  return {
    ...paired,
    runs: paired.runs.map((run) => {
      const read = byRun.get(run.run);
      return read && !counts(paired, run) ? { ...run, read } : run;
    }),
  };
}

/** Whether a run has enough rows by which it is judged. */
export function counts(
  { labels, minRows }: Pick<RolloutPaired, "labels" | "minRows">,
  { read }: RolloutPaired["runs"][number],
): boolean {
  return read?.status === "compared" && (labels ? labelled(read) : read.rows) >= minRows;
}

/** Whether more may become known of a run: its job runs, or labels are waited for. */
export function isAwaited(paired: RolloutPaired, run: RolloutPaired["runs"][number]): boolean {
  if (run.read === null || run.read.status === "running") return true;
  return run.read.status === "compared" && paired.labels && !counts(paired, run);
}

function labelled({ outcomes }: NonNullable<RolloutPaired["runs"][number]["read"]>): number {
  return outcomes ? outcomes.both + outcomes.neither + outcomes.onlyChampion + outcomes.onlyChallenger : 0;
}
