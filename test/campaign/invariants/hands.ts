import { isDeepStrictEqual } from "node:util";
import type { EndpointChangeTaken } from "../../world/sagemaker/endpoint.ts";
import type { CampaignWorld } from "../world/campaign-world.ts";
import type { Invariant } from "./invariant.ts";
import { clock, entries, isLeftAlone, ownChanges } from "./ledger-words.ts";

const minute = 60_000;
/** An update of the config takes five minutes; a sweep comes every five, and a reading must stay for one. */
const bound = 35 * minute;

/**
 * What people changed and anyone can see. Weights that Driftwheel itself gave the endpoint once, with the same config,
 * cannot be told from its own; nor can one variant's weight from another. What was there when the endpoint was first
 * seen is taken as it is.
 */
function isSeen({ sagemaker, journal }: CampaignWorld, change: EndpointChangeTaken): boolean {
  const first = journal
    .of("entry")
    .find(({ entry }) => entry.kind === "signal-observed" && entry.data.endpoint);
  if (change.by !== "a person" || change.takenBack || !first || change.at < first.at) return false;
  if (change.config !== change.from) return true;
  const own = sagemaker.endpoint.changes.filter(({ at, by }) => at < change.at && by !== "a person");
  return Object.keys(change.weights).length > 1 && !own.some((one) => isSame(one, change));
}

const overwritten: Invariant = {
  name: "no-deployment-of-a-person-is-overwritten",
  promise:
    "After a person changed the endpoint, Driftwheel changes it only once a person has resumed the model, or a trial has ended with what the person put there.",
  broken({ world }) {
    const { changes } = world.sagemaker.endpoint;
    const resumes = entries(world, "resumed").filter(({ entry }) => entry.data.by !== "the sweep");
    return ownChanges(world).flatMap((own) => {
      const before = changes.findLast(({ at, by }) => at < own.at && by !== "autoscaling");
      if (!before || !isSeen(world, before)) return [];
      // With a person's going back to the champion the trial is over, and the next one is another matter.
      const agreed = entries(world, "rollout-rolled-back").filter(
        ({ entry }) => entry.data.config === before.config,
      );
      if ([...resumes, ...agreed].some(({ at }) => at > before.at && at <= own.called)) return [];
      if (isAskedFor(world, before, own.called) || isUndone(changes, before)) return [];
      const what = `${before.config} ${JSON.stringify(before.weights)}`;
      return [
        `A person made it ${what} at ${clock(before.at)}, and at ${clock(own.at)} ${own.process} sent ${own.call}.`,
      ];
    });
  },
};

const told: Invariant = {
  name: "a-persons-change-is-told",
  promise:
    "What a person changed on the endpoint is told, unless it was held already, or a person resumed or changed it again.",
  broken({ world, faultsStopped, atEnd }) {
    const hands = world.journal.of("hand").filter(({ taken }) => taken);
    const { changes } = world.sagemaker.endpoint;
    return hands.flatMap(({ at, did, config }) => {
      const change = changes.find((one) => one.at === at && one.by === "a person");
      if (!change || !isSeen(world, change)) return [];
      const until = Math.max(at, faultsStopped) + bound;
      if (isAskedFor(world, change, at + 15 * minute) || isUndone(changes, change)) return [];
      const again = hands.some((other) => other.at > at);
      // SageMaker took it back: nothing is left to be told.
      const gone = did === "deployed" && world.sagemaker.endpoint.config !== config;
      if (again || gone || until > atEnd.at || wasHeld(world, at) || isLeftAlone(world)) return [];
      const known = entries(
        world,
        "endpoint-changed-outside",
        "rollout-held",
        "resumed",
        "rollout-rolled-back",
      ).some((entry) => entry.at > at && entry.at <= until);
      return known
        ? []
        : [`A person ${did} ${config} at ${clock(at)}, and nothing told of it by ${clock(until)}.`];
    });
  },
};

/** True when people went away from a config, and came back to it before anyone changed it. */
function isUndone(changes: readonly EndpointChangeTaken[], last: EndpointChangeTaken): boolean {
  const place = changes.indexOf(last);
  const other = changes.findLastIndex(({ by }, index) => index < place && by !== "a person");
  const first = changes[other + 1];
  return first !== last && first?.from === last.config;
}

/** True when Driftwheel wanted the same weights by then, and found them there. */
function isAskedFor(world: CampaignWorld, { weights }: EndpointChangeTaken, by: number): boolean {
  return entries(world, "weights-shifted").some(
    ({ at, entry }) => at <= by && isDeepStrictEqual(shares(entry.data.weights), shares(weights)),
  );
}

function shares(weights: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const whole = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  return Object.fromEntries(
    Object.entries(weights).map(([name, weight]) => [name, Math.round((1000 * weight) / whole)]),
  );
}

/** True when Driftwheel left the endpoint alone already, and had said so. */
function wasHeld(world: CampaignWorld, moment: number): boolean {
  const before = entries(world, "endpoint-changed-outside", "rollout-held", "resumed").filter(
    ({ at }) => at <= moment,
  );
  return before.length > 0 && before.at(-1)?.entry.kind !== "resumed";
}

function isSame(one: EndpointChangeTaken, other: EndpointChangeTaken): boolean {
  return one.config === other.config && JSON.stringify(one.weights) === JSON.stringify(other.weights);
}

export const hands: readonly Invariant[] = [overwritten, told];
