import { nextChallengers } from "@driftwheel/core/decider/rollout/challengers/start.ts";
import type { Invariant } from "./invariant.ts";
import { clock, entries } from "./ledger-words.ts";

const whilePaused: Invariant = {
  name: "nothing-begins-while-a-person-is-waited-for",
  promise:
    "While a model is paused, or its endpoint was changed by someone else, no retraining and no trial begins that no person asks for.",
  broken({ world }) {
    const asked = new Set(entries(world, "command-accepted").map(({ entry }) => entry.sequence));
    let waits: string | null = null;
    const broken: string[] = [];
    for (const { at, entry } of entries(
      world,
      "paused",
      "endpoint-changed-outside",
      "resumed",
      "retraining-requested",
      "rollout-started",
    )) {
      if (entry.kind === "resumed") waits = null;
      else if (entry.kind === "paused" || entry.kind === "endpoint-changed-outside") waits = entry.kind;
      else if (waits && !asked.has(Number(entry.causedBy)))
        broken.push(`${entry.kind} at ${clock(at)}, after ${waits}.`);
    }
    return broken;
  },
};

const turn: Invariant = {
  name: "every-version-has-its-turn",
  promise:
    "Some hours after the faults stop no version waits any more: neither for the gate, nor for the policy's approval, nor for its trial.",
  broken({ world, atEnd: { state } }) {
    // Without an endpoint there is nothing to try a version on.
    const isGone = !state.endpoint || world.sagemaker.endpoint.config === "";
    if (state.paused || state.held || state.rollout || !world.inFleet || isGone) return [];
    // Whoever takes an approval back in the registry has the version wait for him.
    const edited = new Set(world.journal.of("registry").map(({ version }) => version));
    const waiting = Object.values(state.candidates).filter(
      ({ stage, version }) =>
        ["registered", "accepted", "approval-requested"].includes(stage) && !edited.has(version),
    );
    const [next] = nextChallengers(state, undefined, new Date(0));
    return [
      ...waiting.map(({ version, stage }) => `Version ${version} is still ${stage}.`),
      ...(next ? [`Version ${next.version} is approved and has no trial.`] : []),
    ];
  },
};

const cooldown: Invariant = {
  name: "retrainings-keep-the-cooldown",
  promise: "Retrainings that no person asked for are an hour apart.",
  broken({ world }) {
    const asked = entries(world, "command-accepted").filter(
      ({ entry }) => entry.data.command.name === "retrain",
    );
    const requested = entries(world, "retraining-requested").filter(
      ({ entry }) => !asked.some((command) => command.entry.sequence === entry.causedBy),
    );
    const moments = requested.map(({ entry }) => Date.parse(entry.at));
    const close = moments.filter((at, place) => at - (moments[place - 1] ?? 0) < 3_600_000);
    return close.map(
      (at) => `A retraining was asked for at ${clock(at)}, within the cooldown of the one before.`,
    );
  },
};

export const begins: readonly Invariant[] = [whilePaused, turn, cooldown];
