import type { Entry, EntryOf } from "../../vocabulary/entry.ts";
import { type ScalingChange, scalingFor } from "../../vocabulary/scaling.ts";
import type { Rollout, RolloutScaling, State } from "../../vocabulary/state.ts";

/** How the variants of the rollout in progress are scaled, and what the challenger is prepared for. */
export function evolveScaling(state: State, entry: Entry): State {
  const { rollout } = state;
  return rollout ? { ...state, rollout: evolved(rollout, entry) } : state;
}

function evolved(rollout: Rollout, entry: Entry): Rollout {
  switch (entry.kind) {
    case "rollout-started": {
      const { scaling, alarms = [] } = entry.data;
      if (!scaling) return { ...rollout, alarms };
      return {
        ...rollout,
        alarms,
        scaling: { champion: scaling, given: false, givenBy: null, takenOff: false, putBackBy: null },
      };
    }
    case "challenger-prepared":
      return prepared(rollout, entry);
    case "weights-shifted":
      return { ...rollout, scaling: shifted(rollout, entry), prepared: null };
    case "rollout-held":
      return {
        ...putBackBy(rollout, entry.data.putBack ? entry.sequence : null),
        prepared: null,
      };
    case "resumed":
      return putBackBy(rollout, null);
    case "effect-done":
      return isPutBack(rollout, entry) && rollout.scaling
        ? { ...rollout, scaling: { ...rollout.scaling, takenOff: false, putBackBy: null } }
        : rollout;
    case "effect-dropped":
    case "effect-failed":
      return isNotGiven(rollout, entry) && rollout.scaling
        ? { ...rollout, scaling: { ...rollout.scaling, given: false, givenBy: null } }
        : rollout;
    default:
      return rollout;
  }
}

/** True when what should have given the challenger its scaling is dropped or refused for good. */
function isNotGiven(
  { challenger, scaling }: Rollout,
  { data }: EntryOf<"effect-dropped"> | EntryOf<"effect-failed">,
): boolean {
  return (
    scaling !== null &&
    scaling.givenBy === data.of &&
    data.effect === "set-scaling" &&
    data.token.endsWith(`-set-scaling-${challenger.variant}`)
  );
}

/** On the way back the champion's scaling is owed until it is there: the way may have to be asked for again. */
function shifted(rollout: Rollout, { sequence, data }: EntryOf<"weights-shifted">): RolloutScaling | null {
  const changes = data.scaling ?? [];
  if (data.next?.deploy !== "original") return changed(rollout, changes, sequence);
  const back = changes.some(
    ({ variant, scaling }) => scaling !== null && variant === rollout.champion.variant,
  );
  const scaling = changed(
    rollout,
    changes.filter((change) => change.scaling === null),
    sequence,
  );
  return scaling && { ...scaling, putBackBy: back ? sequence : null };
}

function isPutBack({ champion, scaling }: Rollout, { data }: EntryOf<"effect-done">): boolean {
  return (
    scaling !== null &&
    scaling.putBackBy === data.of &&
    data.effect === "set-scaling" &&
    data.token.endsWith(`-set-scaling-${champion.variant}`)
  );
}

function putBackBy(rollout: Rollout, sequence: number | null): Rollout {
  return rollout.scaling ? { ...rollout, scaling: { ...rollout.scaling, putBackBy: sequence } } : rollout;
}

/** The endpoint has settled as it is, and stays so while the challenger is prepared. */
function prepared(rollout: Rollout, entry: EntryOf<"challenger-prepared">): Rollout {
  const { data } = entry;
  return {
    ...rollout,
    phase: "preparing",
    mayHave: data.expected,
    readUntil: rollout.readUntil ?? entry.at,
    change: {
      sequence: entry.sequence,
      deadline: data.changeDeadline,
      config: rollout.trialConfig,
      before: rollout.trialConfig,
      orConfig: null,
      weights: null,
      route: null,
      instances: data.instances,
    },
    scaling: changed(rollout, data.scaling, entry.sequence),
    prepared: { to: data.to, reason: data.reason },
    lastSign: entry.at,
  };
}

function changed(
  rollout: Rollout,
  changes: readonly ScalingChange[],
  sequence: number,
): RolloutScaling | null {
  let { scaling } = rollout;
  for (const change of changes) {
    scaling =
      change.variant === rollout.challenger.variant
        ? afterChallenger(rollout, scaling, change, sequence)
        : afterChampion(scaling, change);
  }
  return scaling;
}

function afterChallenger(
  { champion, challenger }: Rollout,
  scaling: RolloutScaling | null,
  { scaling: to }: ScalingChange,
  sequence: number,
): RolloutScaling | null {
  if (to === null) return scaling && { ...scaling, given: false, givenBy: null };
  const taken = scaling?.takenOff ? scaling.champion : scalingFor(to, challenger.variant, champion.variant);
  return {
    takenOff: false,
    putBackBy: null,
    ...scaling,
    champion: taken,
    given: true,
    givenBy: sequence,
  };
}

function afterChampion(
  scaling: RolloutScaling | null,
  { scaling: to, before }: ScalingChange,
): RolloutScaling | null {
  if (to !== null) return scaling && { ...scaling, takenOff: false };
  return (
    before && {
      given: true,
      givenBy: null,
      putBackBy: null,
      ...scaling,
      champion: before,
      takenOff: true,
    }
  );
}
