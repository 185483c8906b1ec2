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

/** A turn of the real event loop: whatever was woken has gone on until it waits again. Costs a microsecond. */
const turn = () => new Promise<void>((resolve) => void setImmediate(resolve));

/**
 * @param settled resolves when all that an act began or woke waits again; time passes no further before. A turn of
 *   the event loop unless given.
 */
export function createVirtualTime(start: string, settled: () => Promise<void> = turn): VirtualTime {
  let now = Date.parse(start);
  let order = 0;
  const planned: Planned[] = [];
  const time: VirtualTime = {
    now: () => new Date(now),
    after(milliseconds, act) {
      push(planned, { at: now + Math.max(0, milliseconds), order: order++, act });
    },
    sleep: (milliseconds) => new Promise((resolve) => time.after(milliseconds, resolve)),
    async run(done, limit) {
      const end = now + limit;
      // Whatever was begun since the last run.
      await settled();
      while (!done()) {
        const [next] = planned;
        if (!next || next.at > end) return;
        pop(planned);
        now = next.at;
        void next.act();
        await settled();
      }
    },
  };
  return time;
}

function isBefore(one: Planned, other: Planned): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}

/** A binary heap: the children of place n are at 2n + 1 and 2n + 2, and none is before its parent. */
function push(heap: Planned[], added: Planned): void {
  let place = heap.length;
  while (place > 0) {
    const above = (place - 1) >> 1;
    const parent = heap[above];
    if (!parent || isBefore(parent, added)) break;
    heap[place] = parent;
    place = above;
  }
  heap[place] = added;
}

/** Takes the first one off. */
function pop(heap: Planned[]): void {
  const last = heap.pop();
  if (!last || heap.length === 0) return;
  let place = 0;
  for (;;) {
    const left = 2 * place + 1;
    const one = heap[left];
    const other = heap[left + 1];
    const [child, below] = one && other && isBefore(other, one) ? [other, left + 1] : [one, left];
    if (!child || isBefore(last, child)) break;
    heap[place] = child;
    place = below;
  }
  heap[place] = last;
}
