import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import type { Write } from "../world/journal.ts";
import type { Invariant } from "./invariant.ts";
import { clock, entries, lifetime, ownChanges, rollBacks } from "./ledger-words.ts";
import { runsOf } from "./retrainings.ts";

const rises: Invariant = {
  name: "traffic-never-rises-after-a-roll-back",
  promise:
    "Once it is written that a challenger is rolled back, no act gives it more traffic, but for an act whose process had looked at the ledger before.",
  broken({ world }) {
    const backs = rollBacks(world);
    const started = entries(world, "rollout-started");
    return started.flatMap(({ entry }) => {
      const { rollout, challenger } = entry.data;
      const back = backs.get(rollout);
      if (!back) return [];
      const again = started.find(
        (other) =>
          other.entry.sequence > back.sequence && other.entry.data.challenger.variant === challenger.variant,
      );
      return changesOf(world, challenger.variant)
        .filter(({ write, from, to }) => {
          const mine = write.at > back.at && (!again || write.at < again.at) && to > from + 1e-6;
          const knew = (write.lastRead?.sequence ?? 0) >= back.sequence;
          return mine && (knew || write.called - (write.lastRead?.at ?? 0) > lifetime);
        })
        .map(
          ({ write, from, to }) =>
            `${rollout} was rolled back at ${clock(back.at)}, and at ${clock(write.at)} ${write.process} took version ${challenger.version} from ${percent(from)} to ${percent(to)}.`,
        );
    });
  },
};

/** What each own change did to a variant's share. */
function changesOf(world: Parameters<Invariant["broken"]>[0]["world"], variant: string) {
  const { changes } = world.sagemaker.endpoint;
  const share = (weights: Readonly<Record<string, number>> = {}) => {
    const whole = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
    return whole > 0 ? (weights[variant] ?? 0) / whole : 0;
  };
  return ownChanges(world).map((write) => {
    const place = changes.findIndex(({ at, by }) => at === write.at && by === write.process);
    return { write, from: share(changes[place - 1]?.weights), to: share(changes[place]?.weights) };
  });
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

const endpointEffects: ReadonlySet<string> = new Set([
  "deploy-trial",
  "deploy-guarded",
  "deploy-winner",
  "restore-config",
  "shift-weights",
]);

const starts: ReadonlySet<string> = new Set(["start-pipeline", "start-retraining"]);

const unwanted: Invariant = {
  name: "nothing-is-done-that-the-ledger-does-not-want",
  promise:
    "No call of an effect begins that the ledger, as its process last read it, had settled, superseded, held or paused; and that reading is never older than a process may live.",
  broken({ world }) {
    const ledger = world.ledger.entries;
    return world.journal.of("write").flatMap((write) => {
      if (!write.effect || write.call === "Publish") return [];
      const age = write.called - (write.lastRead?.at ?? Number.NEGATIVE_INFINITY);
      const old = age > lifetime ? `its process had not read the ledger for ${age / 1000} s` : null;
      const why = old ?? againstIt(ledger.slice(0, write.lastRead?.sequence ?? 0), write.effect);
      return why === null
        ? []
        : [
            `At ${clock(write.called)} ${write.process} sent ${write.call} for ${write.effect.token}: ${why}.`,
          ];
    });
  },
};

const settling: ReadonlySet<string> = new Set(["effect-done", "effect-failed", "effect-dropped"]);

/** True for a refusal that people were told of, and that is tried again all the same. */
function again({ data }: Entry): boolean {
  return "again" in data && data.again === true;
}

/** What the ledger says against an effect; null when nothing does. */
function againstIt(ledger: readonly Entry[], effect: NonNullable<Write["effect"]>): string | null {
  let held: Entry | null = null;
  let paused: Entry | null = null;
  for (const entry of ledger.slice(effect.sequence)) {
    if (
      settling.has(entry.kind) &&
      "token" in entry.data &&
      entry.data.token === effect.token &&
      !again(entry)
    ) {
      return `entry ${entry.sequence} is its ${entry.kind}`;
    }
    if (starts.has(effect.kind) && (entry.kind === "paused" || entry.kind === "resumed"))
      paused = entry.kind === "paused" ? entry : null;
    if (!endpointEffects.has(effect.kind)) continue;
    if (["weights-shifted", "rollout-rolled-back", "rollout-promoted"].includes(entry.kind)) {
      return `entry ${entry.sequence}, ${entry.kind}, came after it`;
    }
    if (entry.kind === "rollout-held" || entry.kind === "endpoint-changed-outside") held = entry;
    if (entry.kind === "resumed") held = null;
  }
  if (paused) return `entry ${paused.sequence}, a person's pause, came after it`;
  return held ? `entry ${held.sequence}, ${held.kind}, holds it` : null;
}

const once: Invariant = {
  name: "each-effect-takes-effect-once",
  promise:
    "A retraining that was asked for starts one pipeline execution or job, and an effect changes the endpoint once.",
  broken({ world }) {
    const asked = entries(world, "retraining-requested", "retraining-interrupted").filter(
      ({ entry }) => entry.kind === "retraining-requested" || entry.data.next,
    ).length;
    const ran = runsOf(world).length;
    const times = new Map<string, number>();
    const { changes } = world.sagemaker.endpoint;
    for (const { effect, at, process } of ownChanges(world)) {
      // What SageMaker took back took no effect.
      const takenBack = changes.some(
        (change) => change.at === at && change.by === process && change.takenBack,
      );
      if (effect && !takenBack) times.set(effect.token, (times.get(effect.token) ?? 0) + 1);
    }
    return [
      ...(ran > asked
        ? [`${ran} pipeline executions and jobs were started, and ${asked} were asked for.`]
        : []),
      ...[...times]
        .filter(([, count]) => count > 1)
        .map(([token, count]) => `${token} changed the endpoint ${count} times.`),
    ];
  },
};

export const acts: readonly Invariant[] = [rises, unwanted, once];
