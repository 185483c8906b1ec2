import { pairedRows } from "@driftwheel/aws/monitor/batch/paired-rows.ts";
import { repeatedInputs } from "@driftwheel/aws/monitor/batch/repeated-inputs.ts";
import { type TransformedJob, transformedJob } from "@driftwheel/aws/monitor/batch/transformed-job.ts";
import { groundTruthFiles } from "@driftwheel/aws/monitor/ground-truth.ts";
import { hoursBetween } from "@driftwheel/aws/monitor/hour-folder.ts";
import { objectLines } from "@driftwheel/aws/s3/object-lines.ts";
import { isAwaited } from "@driftwheel/core/decider/rollout/paired/evolve.ts";
import { type Pairing, pairAnswers } from "@driftwheel/core/monitor/paired/pair-answers.ts";
import { parseCaptured } from "@driftwheel/core/monitor/quality/answer.ts";
import { pairedPlace } from "@driftwheel/core/policy/batch/paired-place.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import type { RolloutPaired } from "@driftwheel/core/vocabulary/state.ts";
import type {
  PairedReading,
  PairedRun,
  PairedRunRead,
} from "@driftwheel/core/vocabulary/trial/paired-runs.ts";
import { answersAt } from "./answers-at.ts";

const hour = 3_600_000;
/** Rows that are read of a run at most: more say little that these do not, and memory has an end. */
const mostRows = 50_000;

/** A run both of whose jobs have ended well. */
interface EndedRun {
  readonly run: PairedRun;
  readonly champion: TransformedJob;
  readonly challenger: TransformedJob;
  readonly outputs: Parameters<typeof pairedRows>[0];
  readonly pairing: Pairing;
}

/** What is known by now of the runs that do not count yet: how the challenger's jobs ended, and both jobs' answers. */
export async function readPaired(
  paired: RolloutPaired,
  policy: ModelPolicy,
  now: Date,
): Promise<PairedReading> {
  const reads: PairedRunRead[] = [];
  const ended: EndedRun[] = [];
  const earlier = earlierJobs();
  for (const run of paired.runs.filter((one) => isAwaited(paired, one))) {
    const [champion, challenger] = await Promise.all([transformedJob(run.of), transformedJob(run.job)]);
    const unended = whyUnended(run, champion, challenger);
    if (unended) reads.push(unended);
    else if (champion && challenger) {
      const isRepeated = await repeatedInputs(champion.input, await earlierThan(run, paired, earlier));
      const outputs = {
        champion: champion.output,
        challenger: challenger.output,
        at: now.getTime(),
        isRepeated,
      };
      const wanted = policy.quality ? await idsOf(outputs) : new Set<string>();
      ended.push({ run, champion, challenger, outputs, pairing: await pairingOf(policy, now, wanted) });
    }
  }
  await readLabels(ended, policy, now);
  for (const one of ended) reads.push(await compared(one));
  return { end: now.toISOString(), runs: reads.toSorted((one, other) => one.run - other.run) };
}

/** Jobs that ended stay as they are: each is asked about once a look, for however many runs it is earlier. */
function earlierJobs(): typeof transformedJob {
  const asked = new Map<string, ReturnType<typeof transformedJob>>();
  return (name) => {
    const job = asked.get(name) ?? transformedJob(name);
    asked.set(name, job);
    return job;
  };
}

/** The team's jobs of the runs before whose rows count, or may come to count: nothing they transformed counts twice. */
async function earlierThan(
  { run }: PairedRun,
  { runs }: RolloutPaired,
  jobOf: typeof transformedJob,
): Promise<readonly TransformedJob[]> {
  const before = runs.filter(
    (one) => one.run < run && one.read?.status !== "failed" && one.read?.status !== "unread",
  );
  const jobs = await Promise.all(before.map(({ of }) => jobOf(of)));
  return jobs.filter((job) => job !== null);
}

const nothing = { seconds: null, rows: 0, agreed: 0, outcomes: null } as const;

/** A run that has nothing to compare yet, or never will; null for one that has. */
function whyUnended(
  { run, of, job }: PairedRun,
  champion: TransformedJob | null,
  challenger: TransformedJob | null,
): PairedRunRead | null {
  if (!champion)
    return { run, status: "unread", reason: `transform job ${of} is not there any more`, ...nothing };
  // What asked for it may not have been done yet; its deadline is the ledger's.
  if (!challenger)
    return { run, status: "running", reason: `transform job ${job} is not there yet`, ...nothing };
  if (challenger.status === "InProgress" || challenger.status === "Stopping")
    return { run, status: "running", reason: null, ...nothing };
  if (challenger.status === "Completed") return null;
  return challenger.status === "Stopped"
    ? { run, status: "unread", reason: `somebody stopped transform job ${job}`, ...nothing }
    : { run, status: "failed", reason: challenger.failureReason ?? "it gives no reason", ...nothing };
}

/**
 * The ids of the rows that are compared. Labels of all rows of all nights come in the same hours, and what nobody asks for
 * would take the room of what is.
 */
async function idsOf(outputs: EndedRun["outputs"]): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  let left = mostRows;
  for await (const row of pairedRows(outputs)) {
    if ("unread" in row || left <= 0) break;
    left -= 1;
    const read = parseCaptured(row.champion);
    if (read.ok) for (const id of read.ids) ids.add(id);
  }
  return ids;
}

async function pairingOf(policy: ModelPolicy, now: Date, wanted: ReadonlySet<string>): Promise<Pairing> {
  const { quality, rollout } = policy;
  return pairAnswers({
    ...(await answersAt(pairedPlace(policy) ?? 0, quality)),
    within: rollout.paired?.agreement?.within ?? null,
    wanted,
    from: 0,
    until: now.getTime() + 1,
  });
}

/** Labels may be so much older or younger than the job as the policy looks back, in the folder of the hour in which they came. */
async function readLabels(ended: readonly EndedRun[], { quality }: ModelPolicy, now: Date): Promise<void> {
  const begins = ended.flatMap(({ champion }) => champion.began ?? []);
  if (!quality || begins.length === 0) return;
  const from = Math.min(...begins) - quality.lookBack;
  const until = Math.min(Math.max(...begins) + quality.lookBack, now.getTime()) + hour;
  const files = await groundTruthFiles(quality.groundTruth, hoursBetween(from, until));
  for (const { bucket, key } of [...files.values()].flat()) {
    for await (const line of objectLines({ bucket, key })) {
      for (const { pairing } of ended) pairing.label(line);
    }
  }
}

async function compared({ run, champion, challenger, outputs, pairing }: EndedRun): Promise<PairedRunRead> {
  const seconds = { champion: secondsOf(champion), challenger: secondsOf(challenger) };
  let left = mostRows;
  for await (const row of pairedRows(outputs)) {
    if ("unread" in row) return { run: run.run, status: "unread", reason: row.unread, ...nothing, seconds };
    if (left <= 0) continue;
    left -= 1;
    pairing.champion(row.champion);
    pairing.challenger(row.challenger);
  }
  const { pairs, agreed, outcomes, unread } = pairing.finish();
  if (pairs === 0 && unread.lines > 0)
    return { run: run.run, status: "unread", reason: `${run.of}: ${unread.reason}`, ...nothing, seconds };
  return { run: run.run, status: "compared", reason: null, seconds, rows: pairs, agreed, outcomes };
}

function secondsOf({ began, ended }: TransformedJob): number {
  return began === null || ended === null ? 0 : Math.max(0, (ended - began) / 1000);
}
