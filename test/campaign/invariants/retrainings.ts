import type { Entry, EntryOf } from "@driftwheel/core/vocabulary/entry.ts";
import type { Standing } from "../run.ts";
import type { CampaignWorld } from "../world/campaign-world.ts";
import type { Invariant } from "./invariant.ts";
import { clock, entries } from "./ledger-words.ts";

/** As long as a message or a sweep, and what it waits for, may take. */
const slack = 15 * 60_000;

/** Something that trained, of any kind. */
interface Run {
  readonly name: string;
  readonly started: number;
  /** Infinite while it runs. */
  readonly ended: number;
  /** Since when it is being stopped; infinite while it is not. */
  readonly stopping: number;
  /** True for a job that Driftwheel may stop. */
  readonly own: boolean;
  readonly spot: boolean;
}

/** All that trained, in the order of the starts. */
export function runsOf({ sagemaker }: CampaignWorld): readonly Run[] {
  const moment = (date: Date | null) => date?.getTime() ?? Number.POSITIVE_INFINITY;
  const pipelines = [...sagemaker.pipeline.executions.values()].map((one) => ({
    ...{ name: one.displayName ?? one.arn, started: moment(one.started), ended: moment(one.ended) },
    ...{ stopping: Number.POSITIVE_INFINITY, own: false, spot: false },
  }));
  const jobs = sagemaker.jobs.all.map(({ name, kind, spot, started, ended, stopping }) => ({
    ...{ name, started: moment(started), ended: moment(ended), stopping: moment(stopping) },
    own: kind !== "state-machine" && kind !== "function",
    spot,
  }));
  return [...pipelines, ...jobs].toSorted((one, other) => one.started - other.started);
}

/** A retraining that was asked for, with the names that what trained for it had, and its end. */
interface Retraining {
  readonly sequence: number;
  readonly names: readonly string[];
  readonly deadline: number;
  /** When it ended by the ledger; infinite while it has not. */
  readonly ended: number;
}

export function retrainingsOf(world: CampaignWorld): readonly Retraining[] {
  const all: Retraining[] = [];
  for (const { at, entry } of entries(
    world,
    "retraining-requested",
    "retraining-interrupted",
    "retraining-succeeded",
    "retraining-failed",
  )) {
    if (entry.kind === "retraining-requested") {
      const { displayName, deadline } = entry.data;
      all.push({
        ...{ sequence: entry.sequence, names: [displayName], deadline: Date.parse(deadline) },
        ended: Number.POSITIVE_INFINITY,
      });
      continue;
    }
    const last = all.at(-1);
    if (!last) continue;
    all[all.length - 1] =
      entry.kind === "retraining-interrupted"
        ? { ...last, names: [...last.names, ...nextOf(entry)] }
        : { ...last, ended: Math.min(last.ended, at) };
  }
  return all;
}

function nextOf({ data }: Extract<Entry, EntryOf<"retraining-interrupted">>): readonly string[] {
  return data.next ? [data.next.name] : [];
}

/** What trained while another did that nobody was stopping, and that was not given up as its team's own. */
export function overlaps(world: CampaignWorld): readonly string[] {
  const runs = runsOf(world);
  const retrainings = retrainingsOf(world);
  return runs.flatMap((one, place) => {
    const given =
      retrainings.find(({ names }) => names.includes(one.name))?.ended ?? Number.POSITIVE_INFINITY;
    const until = Math.min(one.ended, one.own ? one.stopping : given);
    return runs
      .slice(place + 1)
      .filter(({ started }) => started < until)
      .map(({ name }) => `${name} began while ${one.name} ran.`);
  });
}

const end: Invariant = {
  name: "every-retraining-has-an-end",
  promise:
    "Every retraining ends in the ledger by its deadline, or once the faults have stopped if they kept Driftwheel from it, while the model is in the fleet.",
  broken({ world, faultsStopped, atEnd }) {
    return retrainingsOf(world).flatMap(({ sequence, deadline, ended }) => {
      const latest = Math.max(deadline, faultsStopped) + slack;
      if (!world.inFleet || ended <= latest || atEnd.at <= latest) return [];
      return [`The retraining of entry ${sequence} has not ended by ${clock(latest)}.`];
    });
  },
};

const outliving: Invariant = {
  name: "no-job-outlives-its-retraining",
  promise:
    "Some hours after the faults stop no job that Driftwheel started runs on for a retraining that has ended, or of a model that left the fleet.",
  broken({ world, atQuiet, atEnd }) {
    const runsAt = ({ at, state }: Standing) =>
      runsOf(world)
        .filter(({ own, started, ended, stopping }) => own && started <= at && Math.min(ended, stopping) > at)
        .filter(({ name }) => !world.inFleet || name !== state.retraining?.displayName)
        .map(({ name }) => `${name} runs at ${clock(at)}, and nobody waits for it.`);
    return [atQuiet, atEnd].flatMap(runsAt);
  },
};

const versions: Invariant = {
  name: "a-retraining-registers-once",
  promise:
    "No retraining has two versions, whatever took its place on other capacity and however often it was registered.",
  broken({ world }) {
    const { packages } = world.sagemaker.registry;
    return retrainingsOf(world).flatMap(({ sequence, names }) => {
      const made = packages.filter(({ retraining }) => retraining !== null && names.includes(retraining));
      return made.length > 1
        ? [
            `Versions ${made.map(({ version }) => version).join(", ")} are all of the retraining of entry ${sequence}.`,
          ]
        : [];
    });
  },
};

const registered: Invariant = {
  name: "what-was-trained-is-registered",
  promise:
    "What Driftwheel is to register of a job is registered some hours after the faults stop, unless the registry refused it, or another version came first, while the model is in the fleet.",
  broken({ world }) {
    const { packages } = world.sagemaker.registry;
    const other = entries(world, "candidate-registered", "effect-failed");
    return entries(world, "retraining-succeeded").flatMap(({ entry: { sequence, data } }) => {
      const name = data.register?.metadata["driftwheel-retraining"];
      const isThere = packages.some(({ retraining }) => retraining === name);
      const why = other.some(
        ({ entry }) =>
          entry.sequence > sequence && (entry.kind === "candidate-registered" || entry.data.of === sequence),
      );
      return name === undefined || isThere || why || !world.inFleet
        ? []
        : [`${name} trained a model that has no version.`];
    });
  },
};

const starts: Invariant = {
  name: "no-job-starts-that-nobody-asked-for",
  promise:
    "Every job has the name that an entry gave it, of a retraining or of what goes on in its place; while a person has paused the model nothing takes a job's place.",
  broken({ world }) {
    const names = new Set(retrainingsOf(world).flatMap(({ names: of }) => of));
    let paused = false;
    const taken: string[] = [];
    for (const { at, entry } of entries(world, "paused", "resumed", "retraining-interrupted")) {
      if (entry.kind !== "retraining-interrupted") paused = entry.kind === "paused";
      else if (paused && entry.data.next)
        taken.push(`${entry.data.next.name} was asked for at ${clock(at)}, paused.`);
    }
    return [
      ...taken,
      ...runsOf(world)
        .filter(({ name }) => !names.has(name))
        .map(({ name }) => `${name} was started, and no entry names it.`),
    ];
  },
};

const parents: Invariant = {
  name: "a-warm-start-has-a-parent-that-completed",
  promise:
    "What a tuning job starts warm from is a tuning job that had completed before, and that retrained the same model.",
  broken({ world }) {
    const { all } = world.sagemaker.jobs;
    return all.flatMap(({ name, parents: of, started }) =>
      of
        .filter((parent) => {
          const found = all.find((job) => job.kind === "tuning-job" && job.name === parent);
          return !(found?.status === "Completed" && found.ended && found.ended <= started);
        })
        .map((parent) => `${name} starts from ${parent}, which had not completed.`),
    );
  },
};

export const retrainings: readonly Invariant[] = [end, outliving, versions, registered, starts, parents];
