import { obstacleToRetraining, registersNothing } from "@driftwheel/core/decider/retraining/obstacles.ts";
import type { CampaignWorld } from "../world/campaign-world.ts";
import { filesEnough, fleetWith, model, silence } from "../world/policy.ts";
import type { Invariant } from "./invariant.ts";
import { clock, entries } from "./ledger-words.ts";

/** Files that are there (by the entries before one, if it is given), and were not when data were used last: a retraining that failed has used none. */
function unused(world: CampaignWorld, at: number, before = Number.POSITIVE_INFINITY): number {
  let marks: readonly number[] = [];
  let pending: number | null = null;
  for (const { at: moment, entry } of entries(
    world,
    "signal-observed",
    "retraining-requested",
    "retraining-failed",
  )) {
    if (entry.sequence >= before) break;
    if (entry.kind === "signal-observed") {
      if (entry.data.freshData?.answer === "begins") marks = [moment];
    } else if (entry.kind === "retraining-requested") {
      if (marks.length === 0) continue;
      marks = [...marks, moment];
      pending = moment;
    } else if (pending !== null) {
      marks = marks.slice(0, -1);
      pending = null;
    }
  }
  const since = marks.at(-1);
  // What the last mark knows was read a moment before its entry was appended.
  return since === undefined
    ? 0
    : world.data.appeared.filter((file) => file.at > since - readingTakes && file.at <= at).length;
}

/** From the list to the entry, with what may keep a process in between. */
const readingTakes = 120_000;

const once: Invariant = {
  name: "every-file-counts-once",
  promise:
    "No reading counts more files than have come since data were used last, however often a file is written or told of.",
  broken: ({ world }) =>
    entries(world, "signal-observed").flatMap(({ at, entry }) => {
      const { freshData } = entry.data;
      if (!freshData || freshData.answer === "begins") return [];
      const there = unused(world, at, entry.sequence);
      return freshData.reading.files > there
        ? [`Entry ${entry.sequence} counts ${freshData.reading.files} files, and ${there} have come.`]
        : [];
    }),
};

const used: Invariant = {
  name: "enough-data-are-used",
  promise:
    "Some hours after the faults stop no data wait that are enough for a retraining, unless something is in its way.",
  broken({ world, atEnd: { at, state } }) {
    const policy = fleetWith(world.policy).models[model];
    if (!world.inFleet || !policy?.retrain.freshData || !state.endpoint) return [];
    const inTheWay = obstacleToRetraining(state, policy, new Date(at)) ?? registersNothing(state, policy);
    // One of the files has an older time than the last retraining may have used by its time alone.
    const waiting = unused(world, at);
    const enough = state.freshData?.last?.enough || waiting > filesEnough;
    return enough && !inTheWay ? [`${waiting} files wait.`] : [];
  },
};

const silent: Invariant = {
  name: "silence-is-told",
  promise:
    "That no data come is told some hours after the faults stop, while the model is in the fleet, and never while they do.",
  broken({ plan, world, atEnd: { state } }) {
    if (plan.waits === "nothing") return [];
    const early = entries(world, "fresh-data-lost").flatMap(({ at, entry }) => {
      const came = world.data.appeared.some((file) => file.at <= at && file.at > at - silence);
      return entry.data.trouble === "stopped" && came
        ? [`Entry ${entry.sequence} says at ${clock(at)} that nothing comes.`]
        : [];
    });
    const told = state.freshData?.lost.stopped !== undefined;
    const waits = fleetWith(world.policy).models[model]?.retrain.freshData !== undefined;
    return told || !waits || !world.inFleet
      ? early
      : [...early, "Nobody was told that no data come any more."];
  },
};

const exported: Invariant = {
  name: "a-failed-flow-is-told-until-it-works",
  promise:
    "Some hours after the faults stop people are told of no flow whose last job ended well, while the model is in the fleet.",
  broken: ({ world, atEnd: { state } }) =>
    world.inFleet && state.freshData?.lost["job-failed"] !== undefined
      ? ["The flow counts as failed, and its last job has exported."]
      : [],
};

export const data: readonly Invariant[] = [once, used, silent, exported];
