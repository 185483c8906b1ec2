import type { Fault } from "../faults/fault.ts";
import { type Finished, run } from "../run.ts";

type Idle = NonNullable<Finished["world"]["idle"]>;

/** A run that looked for idle resources, in which something was made otherwise afterwards. */
async function looked(
  change: (idle: Idle, at: number) => void,
  faults: readonly Fault[] = [],
): Promise<Finished> {
  const finished = await run({
    ...{
      seed: 1,
      approve: "automatically",
      atDeadline: "roll back",
      bake: "none",
      idle: true,
      scaled: false,
    },
    ...{ challengers: ["better"], retrains: "pipeline", jobs: ["completes"], waits: "nothing", faults },
  });
  const { idle } = finished.world;
  if (!idle) throw new Error("Nothing was looked for.");
  change(idle, finished.atEnd.at);
  return finished;
}

function leaveOut({ entries }: Idle, kind: string): void {
  entries.splice(0, entries.length, ...entries.filter((entry) => entry.kind !== kind));
}

const taken: Fault = { kind: "person-undoes", when: { at: 4 * 3_600 }, which: 0 };

/** Runs that break what is promised of idle resources, by the invariant's name. */
export const brokenIdle: Readonly<Record<string, () => Promise<Finished>>> = {
  "only-idle-resources-are-stopped": () => looked((idle) => leaveOut(idle, "idle-told")),
  "without-its-tag-nothing-is-stopped": () =>
    looked(({ account }, at) => account.resource("notebook-instance/pier").stop("idle #1", at)),
  "each-idle-act-takes-effect-once": () =>
    looked(({ account }) => {
      const { events } = account.resource("endpoint/quiet");
      events.push(...events);
    }),
  "each-idle-act-ends-in-an-entry": () => looked((idle) => leaveOut(idle, "idle-stopped")),
  "what-is-stopped-stands-in-the-ledger": () => looked((idle) => leaveOut(idle, "idle-found")),
  "what-was-taken-back-is-there": () =>
    looked(
      (idle) => {
        // As if nothing had been stopped anew.
        leaveOut(idle, "idle-stop-requested");
        for (const resource of idle.account.resources.values()) resource.isRunning = false;
      },
      [taken],
    ),
  "nothing-in-use-is-deleted-as-a-leftover": () =>
    looked(({ account }, at) => account.deleted.push({ at, name: "first-config", usedBy: "the endpoint" })),
};
