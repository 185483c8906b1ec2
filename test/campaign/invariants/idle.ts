import type { IdleEntry } from "@driftwheel/core/idle/entry.ts";
import type { Finished } from "../run.ts";
import type { IdleResource, ResourceEvent } from "../world/idle/resource.ts";
import type { Invariant } from "./invariant.ts";
import { clock } from "./ledger-words.ts";

const minute = 60_000;
/** Half an hour from one run of the function to the next, and a quarter of an hour that it may live. */
const settles = 45 * minute;
/** What the campaign's policy asks of everything that is used: so far back a look sees. */
const idleFor = 60 * minute;

type Idle = NonNullable<Finished["world"]["idle"]>;

/** What a check says of each resource; nothing of a run that looks for none. */
function ofEach(check: (resource: IdleResource, idle: Idle) => readonly string[]): Invariant["broken"] {
  return ({ world: { idle } }) =>
    idle === null ? [] : [...idle.account.resources.values()].flatMap((resource) => check(resource, idle));
}

/** Entries of the account's ledger that are about a resource, of some kinds. */
function about({ entries }: Idle, resource: string, ...kinds: readonly IdleEntry["kind"][]) {
  return entries.filter(
    ({ kind, data }) => kinds.includes(kind) && "resource" in data && data.resource === resource,
  );
}

const allowed: Invariant = {
  name: "only-idle-resources-are-stopped",
  promise:
    "Nothing is stopped before people were told of it by an earlier run, nor what a person forbade or used since it was found, as far as the last look before the stop could tell: it sees use as far back as the policy's time without use goes.",
  broken: ofEach((resource, idle) =>
    resource.events
      .filter(({ did, by }) => did === "stopped" && by !== "a person")
      .flatMap((event) =>
        whyNot(event, resource, idle).map(
          (why) => `${resource.id} was stopped at ${clock(event.at)}: ${why}`,
        ),
      ),
  ),
};

function whyNot({ at, looked }: ResourceEvent, { id, events }: IdleResource, idle: Idle): readonly string[] {
  const found = about(idle, id, "idle-found").findLast((entry) => Date.parse(entry.at) <= at);
  if (!found) return ["nobody had found it."];
  const told = idle.entries.some(
    (entry) =>
      entry.kind === "idle-told" && entry.data.entries.includes(found.sequence) && Date.parse(entry.at) <= at,
  );
  const asked = about(idle, id, "idle-stop-requested").some(({ causedBy }) => causedBy === found.sequence);
  const look = looked ?? at;
  const hands = events.filter(
    (one) =>
      one.by === "a person" &&
      one.at > Date.parse(found.at) &&
      one.at < look &&
      // Where looks were lost, what was used before is idle again, and was told before.
      (one.did === "forbidden" || one.at > look - idleFor),
  );
  return [
    ...(told ? [] : ["nobody was told of it."]),
    ...(asked ? [] : ["nothing asked for it."]),
    ...hands.map(({ did, at: moment }) => `a person had ${did} it at ${clock(moment)}.`),
  ];
}

const never: Invariant = {
  name: "without-its-tag-nothing-is-stopped",
  promise: "What has not the tag that allows it is never stopped.",
  broken: ofEach(({ id, tag, events }) =>
    tag === null && events.some(({ did }) => did === "stopped") ? [`${id} was stopped.`] : [],
  ),
};

const once: Invariant = {
  name: "each-idle-act-takes-effect-once",
  promise: "A stop that was asked for takes effect once, and so does what takes it back.",
  broken: ofEach(({ id, events }, idle) => {
    const count = (did: ResourceEvent["did"]) => events.filter((event) => event.did === did).length;
    const stops = about(idle, id, "idle-stop-requested").length;
    const undos = about(idle, id, "idle-undo-requested").length;
    return [
      ...(count("stopped") > stops
        ? [`${id} was stopped ${count("stopped")} times, asked for ${stops}.`]
        : []),
      ...(count("restored") > undos
        ? [`${id} came back ${count("restored")} times, asked for ${undos}.`]
        : []),
    ];
  }),
};

const settled: Invariant = {
  name: "each-idle-act-ends-in-an-entry",
  promise:
    "Some hours after the faults stop each stop that was asked for and each undo has an entry that says how it ended, and people were told of all.",
  broken({ world: { idle }, atEnd }) {
    if (idle === null) return [];
    const { open, untold } = idle.state();
    const old = (sequence: number) => Date.parse(idle.entries[sequence - 1]?.at ?? "") < atEnd.at - settles;
    return [
      ...Object.values(open)
        .filter(({ requested }) => requested !== null && old(requested))
        .map(({ resource, status }) => `${resource} is still ${status}.`),
      ...untold
        .filter(({ sequence }) => old(sequence))
        .map(({ kind, sequence }) => `Nobody was told of ${kind}, entry ${sequence} of the account.`),
    ];
  },
};

const restored: Invariant = {
  name: "what-was-taken-back-is-there",
  promise: "What was taken back runs again, and is as it was, unless it was stopped anew later.",
  broken: ofEach(({ id, isRunning }, idle) => {
    const last = about(idle, id, "idle-stop-requested", "idle-restored").at(-1);
    return last?.kind === "idle-restored" && !isRunning ? [`${id} was taken back, and is not there.`] : [];
  }),
};

const recorded: Invariant = {
  name: "what-is-stopped-stands-in-the-ledger",
  promise:
    "Some hours after the faults stop what Driftwheel has stopped, and nobody started since, is an entry that says so.",
  broken: ofEach(({ id, isRunning, events }, idle) => {
    const last = events.findLast(({ did }) => did !== "forbidden");
    if (isRunning || last?.did !== "stopped") return [];
    return idle.state().open[id] ? [] : [`${id} is stopped, and no entry says so.`];
  }),
};

const serving: Invariant = {
  name: "nothing-in-use-is-deleted-as-a-leftover",
  promise:
    "No model and no config is deleted as a leftover that the endpoint has, or that the ledger holds for what serves, is on trial, is under way or would serve again.",
  broken: ({ world: { idle } }) =>
    (idle?.account.deleted ?? [])
      .filter(({ usedBy }) => usedBy !== null)
      .map(({ at, name, usedBy }) => `${name}, which ${usedBy} had, was deleted at ${clock(at)}.`),
};

export const idles: readonly Invariant[] = [allowed, never, once, settled, restored, recorded, serving];
