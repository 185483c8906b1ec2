import type { KeptRow } from "../row-shelf.ts";

type Request = Pick<KeptRow, "isChallenger" | "requestedAt">;

/** Units whose first requests are held at most; of more, those with the smaller hashes stand for all. */
const mostUnits = 2 ** 17;
/** Hashes are below it. */
const hashes = 2 ** 53;

/** Each unit's first request of a trial: which arm it came to is chance, as the split was asked for. */
export class FirstRequests {
  readonly #first = new Map<number, Request>();
  readonly #most: number;
  #below = hashes;

  constructor(most = mostUnits) {
    this.#most = most;
  }

  /** @param unit its hash */
  see(unit: number, { isChallenger, requestedAt }: Request): void {
    if (unit >= this.#below) return;
    const before = this.#first.get(unit);
    if (before && !isBefore({ isChallenger, requestedAt }, before, unit)) return;
    this.#first.set(unit, { isChallenger, requestedAt });
    while (this.#first.size > this.#most) this.#halve();
  }

  get all(): Iterable<Request> {
    return this.#first.values();
  }

  #halve(): void {
    this.#below /= 2;
    for (const unit of this.#first.keys()) if (unit >= this.#below) this.#first.delete(unit);
  }
}

/** Two requests of one moment: either arm's comes first, by a chance that knows of no arm. */
function isBefore(one: Request, other: Request, unit: number): boolean {
  if (one.requestedAt !== other.requestedAt) return one.requestedAt < other.requestedAt;
  return one.isChallenger !== other.isChallenger && one.isChallenger === (unit % 2 === 1);
}
