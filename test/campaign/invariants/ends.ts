import { packageVersion } from "@driftwheel/core/vocabulary/state.ts";
import type { Standing } from "../run.ts";
import type { CampaignWorld } from "../world/campaign-world.ts";
import type { Invariant } from "./invariant.ts";
import { entries, isLeftAlone } from "./ledger-words.ts";
import { overlaps } from "./retrainings.ts";

const trials: Invariant = {
  name: "a-trial-ends-or-is-held-and-told",
  promise:
    "Some hours after the faults stop no trial is open, unless a person paused it, or it is held and a page told of it.",
  broken: ({ world, atQuiet, atEnd }) =>
    [atQuiet, atEnd].flatMap(({ state }) => {
      const { rollout, held, paused } = state;
      // A person who pauses a model keeps its trial as it is.
      if ((!rollout && !held) || paused) return [];
      if (rollout && rollout.phase !== "held" && !held)
        return [`The trial ${rollout.rollout} is still ${rollout.phase}.`];
      return wasPaged(world) ? [] : [`${rollout?.rollout ?? "The model"} is held, and no page told of it.`];
    }),
};

function wasPaged(world: CampaignWorld): boolean {
  const holds = entries(world, "rollout-held", "endpoint-changed-outside");
  const last = holds.at(-1)?.entry;
  if (!last) return false;
  const pages = entries(world, "alert-raised").filter(
    ({ entry }) =>
      entry.data.aboutKind === "rollout-held" || entry.data.aboutKind === "endpoint-changed-outside",
  );
  const told = world.journal.of("published").map(({ entry }) => entry);
  return pages.some(({ entry }) => told.includes(`${entry.model}/${entry.data.about}`));
}

const endpoint: Invariant = {
  name: "the-endpoint-is-what-the-ledger-says",
  promise:
    "Some hours after the faults stop the endpoint has the config that the ledger says, or the model is held.",
  broken: ({ world, atQuiet, atEnd }) =>
    [atQuiet, atEnd].flatMap((standing) => {
      const { state, endpoint: found } = standing;
      if (state.held || state.rollout || !state.endpoint || isLeftAlone(world)) return [];
      if (found.config !== state.endpoint.config) {
        return [`The endpoint has ${found.config}, and the ledger says ${state.endpoint.config}.`];
      }
      return unwelcome(world, standing);
    }),
};

/** Versions with traffic that were rolled back or rejected, unless a person accepted the endpoint as it is. */
function unwelcome(world: CampaignWorld, { state, endpoint: found }: Standing): readonly string[] {
  const accepted = entries(world, "resumed").some(
    ({ entry }) => entry.data.endpoint?.config === found.config,
  );
  if (accepted) return [];
  return Object.entries(found.weights).flatMap(([name, weight]) => {
    const candidate = Object.values(state.candidates).find(
      (one) => `version-${packageVersion(one.package)}` === name,
    );
    const out = candidate && ["rolled-back", "rejected", "approval-rejected"].includes(candidate.stage);
    return out && weight > 0
      ? [`Version ${candidate.version} is ${candidate.stage} and has weight ${weight}.`]
      : [];
  });
}

const oneAtATime: Invariant = {
  name: "one-retraining-and-one-trial-at-a-time",
  promise:
    "Two retrainings never run at once, but for a job that is being stopped already, and what is a team's own and missed its deadline; neither do two trials.",
  broken({ world }) {
    const broken = [...overlaps(world)];
    let trial: string | null = null;
    for (const { entry } of entries(world, "rollout-started", "rollout-promoted", "rollout-rolled-back")) {
      if (entry.kind !== "rollout-started") trial = null;
      else if (trial !== null) broken.push(`${entry.data.rollout} was started while ${trial} was open.`);
      else trial = entry.data.rollout;
    }
    return broken;
  },
};

export const ends: readonly Invariant[] = [trials, endpoint, oneAtATime];
