import { deployedOn } from "@driftwheel/core/vocabulary/trial/deployed-name.ts";
import type { Route } from "@driftwheel/core/vocabulary/trial/route.ts";

/** Milliseconds since a route was read: after these it is read anew beside a request, which does not wait for it. */
const refreshAfter = 3_000;
/** And after these a request waits for it: how long a roll back takes to reach every caller. */
const longestUsed = 5_000;
/** How long after a reading that failed there is no other; requests have the last known route meanwhile. */
const retryAfter = 1_000;
/** How often it is told that a route cannot be read, as long as that lasts. */
const tellEvery = 60_000;

export interface RouteSource {
  /** The parameter's value; null where there is none. Rejects when nobody says. */
  readonly read: (parameter: string) => Promise<string | null>;
  /** The route in a value, or what is wrong with it. */
  readonly parse: (
    value: string,
  ) => Promise<
    { readonly ok: true; readonly route: Route } | { readonly ok: false; readonly reason: string }
  >;
  /** Milliseconds of any beginning. */
  readonly now: () => number;
  /** Told when a route cannot be read: at once, and each minute as long as it lasts. */
  readonly unread: (told: Unread) => void;
}

interface Unread {
  readonly model: string;
  readonly parameter: string;
  readonly reason: string;
  /** Seconds since the route was read that requests go by; null where there is none. */
  readonly age: number | null;
}

/** A model that is asked through the proxy. */
export interface Routed {
  readonly model: string;
  /** The name of its route's parameter. */
  readonly parameter: string;
  /** Its own, `endpoint`, `endpoint/component` or `endpoint:artifact`, which answers all until a route is written, as the first trial does. */
  readonly endpoint: string;
}

export type KnownRoute =
  | { readonly ok: true; readonly route: Route }
  | { readonly ok: false; readonly reason: string };

type ReadRoute =
  | Exclude<KnownRoute, { readonly ok: true }>
  | { readonly ok: true; readonly route: Route | null };

interface Known {
  route: Route | null;
  /** False while nobody has written one, so that the model's own endpoint answers all. */
  isWritten: boolean;
  /** Why the last reading failed; null when it did not. */
  reason: string | null;
  readAt: number;
  triedAt: number;
  toldAt: number;
  reading: Promise<void> | null;
}

/**
 * The models' routes, each read from its parameter and kept for some seconds. Before anybody wrote it a model's own
 * endpoint answers all. When it cannot be read, or is gone or wrong,
 * the last known one goes on: what it says of the champion is right still.
 */
export class KnownRoutes {
  readonly #known = new Map<string, Known>();
  readonly #source: RouteSource;

  constructor(source: RouteSource) {
    this.#source = source;
  }

  /** The route that a request of the model goes by; never rejects. */
  async of({ model, parameter, endpoint }: Routed): Promise<KnownRoute> {
    const known = this.#entry(parameter);
    const now = this.#source.now();
    const age = now - known.readAt;
    if (known.route === null || age >= refreshAfter) {
      const sinceTried = known.reason === null ? Number.POSITIVE_INFINITY : now - known.triedAt;
      if (sinceTried >= retryAfter) known.reading ??= this.#read(known, { model, parameter, endpoint });
      // One that is a little old is right enough for whoever asks now, and as long as none can be read nobody is kept.
      const tooOld = age >= longestUsed && sinceTried >= longestUsed;
      if (known.reading !== null && (known.route === null || tooOld)) await known.reading;
    }
    return known.route === null
      ? { ok: false, reason: known.reason ?? "it was not read" }
      : { ok: true, route: known.route };
  }

  /** Once nothing is read any more: a process that is frozen in between finds broken connections. */
  async settled(): Promise<void> {
    await Promise.all([...this.#known.values()].flatMap(({ reading }) => reading ?? []));
  }

  #entry(parameter: string): Known {
    const known = this.#known.get(parameter) ?? {
      route: null,
      isWritten: false,
      reason: null,
      readAt: Number.NEGATIVE_INFINITY,
      triedAt: Number.NEGATIVE_INFINITY,
      toldAt: Number.NEGATIVE_INFINITY,
      reading: null,
    };
    this.#known.set(parameter, known);
    return known;
  }

  async #read(known: Known, { model, parameter, endpoint }: Routed): Promise<void> {
    const { now, unread } = this.#source;
    const began = now();
    known.triedAt = began;
    const found = await this.#route(model, parameter);
    known.reading = null;
    // One that was there and is gone is no beginning: the last known one is nearer to what was meant.
    const isBeginning = found.ok && found.route === null && !known.isWritten;
    if (found.ok && (found.route !== null || isBeginning)) {
      Object.assign(known, {
        route: found.route ?? { model, champion: { ...deployedOn(endpoint), weight: 100 } },
        isWritten: found.route !== null,
        reason: null,
        readAt: began,
        toldAt: Number.NEGATIVE_INFINITY,
      });
      return;
    }
    known.reason = found.ok ? `there is no parameter ${parameter}` : found.reason;
    if (began - known.toldAt < tellEvery) return;
    known.toldAt = began;
    const age = known.route === null ? null : Math.round((began - known.readAt) / 1_000);
    unread({ model, parameter, reason: known.reason, age });
  }

  /** Null where there is no parameter. */
  async #route(model: string, parameter: string): Promise<ReadRoute> {
    const { read, parse } = this.#source;
    try {
      const value = await read(parameter);
      if (value === null) return { ok: true, route: null };
      const parsed = await parse(value);
      if (!parsed.ok) return { ok: false, reason: `${parameter} holds no route: ${parsed.reason}` };
      if (parsed.route.model === model) return parsed;
      return {
        ok: false,
        reason: `${parameter} holds no route of this model: model: is ${JSON.stringify(parsed.route.model)}; expected ${JSON.stringify(model)}`,
      };
    } catch (error) {
      return { ok: false, reason: error instanceof Error ? error.message : String(error) };
    }
  }
}
