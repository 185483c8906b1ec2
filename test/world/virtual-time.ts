/** Time that passes only when there is something to do: a queue of what happens when. */
export interface VirtualTime {
  now(): Date;
  /** Runs `act` after so many milliseconds; acts of one moment run in the order they were asked for. */
  after(milliseconds: number, act: () => void | Promise<void>): void;
  /** Resolves after so many milliseconds of virtual time. */
  sleep(milliseconds: number): Promise<void>;
  /** Lets time pass until `done` says so, nothing is left, or the limit is reached. */
  run(done: () => boolean, limit: number): Promise<void>;
}

interface Planned {
  readonly at: number;
  readonly order: number;
  readonly act: () => void | Promise<void>;
}

export function createVirtualTime(start: string): VirtualTime {
  let now = Date.parse(start);
  let order = 0;
  let planned: Planned[] = [];
  const time: VirtualTime = {
    now: () => new Date(now),
    after(milliseconds, act) {
      planned.push({ at: now + Math.max(0, milliseconds), order: order++, act });
    },
    sleep: (milliseconds) => new Promise((resolve) => time.after(milliseconds, resolve)),
    async run(done, limit) {
      const end = now + limit;
      while (!done() && planned.length > 0) {
        const next = planned.reduce((first, other) =>
          other.at < first.at || (other.at === first.at && other.order < first.order) ? other : first,
        );
        if (next.at > end) return;
        planned = planned.filter((one) => one !== next);
        now = next.at;
        void next.act();
        // What this act began or woke goes on until it waits again, before time passes further.
        await new Promise(setImmediate);
      }
    },
  };
  return time;
}
