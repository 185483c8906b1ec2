import { conclude } from "../decider/decide.ts";
import { pendingEntries } from "../decider/entries/pending-entries.ts";
import { evolve } from "../decider/evolve.ts";
import type { ModelPolicy } from "../policy/policy.ts";
import type { Entry, EntryKind, EntryOf } from "../vocabulary/entry.ts";
import { initialState, type State } from "../vocabulary/state.ts";
import { inWords } from "../words/duration.ts";
import { AssumedRetraining } from "./assumed-retraining.ts";
import { decideAgain } from "./decide-again.ts";
import { FiguresCounter } from "./figures.ts";
import { decided, type Parting, partingOf } from "./parting.ts";
import { pastRetrainings } from "./past-retrainings.ts";
import type { Assumption, DecidedAnew, Replay, Unknown } from "./replay.ts";
import type { ToldDecision } from "./told-decisions.ts";
import type { Course } from "./write-told.ts";

/** They rest on what the outside answered then: the endpoint, the registry, a service, a person. */
const onFacts: ReadonlySet<EntryKind> = new Set([
  "retraining-failed",
  "retraining-interrupted",
  "candidate-approved",
  "approval-rejected",
  "rollout-started",
  "rollout-held",
  "shadow-looked",
  "shadow-passed",
  "paired-run-started",
  "paired-looked",
  "rollout-watched",
  "endpoint-changed-outside",
  "monitoring-lost",
  "fresh-data-lost",
  "batch-job-failed",
  "batch-jobs-missed",
  "alert-escalated",
  "command-accepted",
  "command-refused",
]);

/** A replay under way: told one decision of the ledger after the other. */
export class Replaying {
  readonly #model: string;
  readonly #entries: readonly Entry[];
  readonly #policy: ModelPolicy;
  /** The floor of effects is higher than the one that windows were scored by, as far as is known. */
  readonly #floorRose: boolean;
  readonly #floorFell: boolean;

  /** How many entries of the ledger are folded into the state that it led to, which is asked for where the replay begins anew. */
  #folded = 0;
  #told: State;
  /** Entries that were read. */
  #read = 0;

  #own: State;
  #aligned = true;
  /** The last entry of the ledger that the replay's own has under the same sequence. */
  #alignedUntil = 0;
  #refs = new Map<number, number>();
  /** The ledger's retraining that runs, or whose version has not come. */
  #toldRetraining: { readonly sequence: number; readonly at: string; shared: boolean } | null = null;
  #assumed: AssumedRetraining;
  /** The assumption that it was begun with. */
  #lastBegun = 0;
  #rests = false;
  #unknownSince: Omit<Unknown, "until"> | null = null;

  #begun = false;
  #first: string | null = null;
  #last: string | null = null;
  #known = 0;
  #toldDrift = false;
  readonly #was = new FiguresCounter();
  readonly #would = new FiguresCounter();
  readonly #decided: Record<keyof DecidedAnew, number> = { windows: 0, looks: 0, gates: 0, requests: 0 };
  #replayed = 0;
  #identical = 0;
  #cutWindows = 0;
  readonly #asTold: Partial<Record<EntryKind, number>> = {};
  readonly #gone: Partial<Record<EntryKind, number>> = {};
  readonly #partings: Parting[] = [];
  readonly #assumptions: Assumption[] = [];
  readonly #unknown: Unknown[] = [];

  constructor(model: string, entries: readonly Entry[], policy: ModelPolicy, written: ModelPolicy | null) {
    this.#model = model;
    this.#entries = entries;
    this.#policy = policy;
    const [floor, before] = [policy, written].map((one) => one?.drift.sensitivity.minEffect ?? null);
    this.#floorRose = before === null || before === undefined || (floor ?? 0) > before;
    this.#floorFell = before !== null && before !== undefined && (floor ?? 0) < before;
    this.#told = initialState(model);
    this.#own = initialState(model);
    this.#assumed = new AssumedRetraining(pastRetrainings(entries));
  }

  /** A decision of before the time that is replayed. */
  skip({ entries }: ToldDecision): void {
    this.#read += entries.length;
    for (const entry of entries) this.#follow(entry);
  }

  step(told: ToldDecision): void {
    if (!this.#begun) this.#begin();
    this.#passUntil(told.at);
    this.#read += told.entries.length;
    if (this.#unknownSince === null) this.#decide(told);
    else {
      for (const entry of told.entries) {
        this.#follow(entry);
        if (entry.kind === "cost-recorded") this.#countCost(entry);
      }
      if (told.entries.some(endsTrial)) this.#goOn(told);
    }
  }

  /** What a retraining cost of before the time that is not known, told in it. */
  #countCost(entry: EntryOf<"cost-recorded">): void {
    this.#was.count(entry);
    const of = this.#course(entry).refer(entry.data.of);
    if (of !== undefined) this.#would.count({ ...entry, data: { ...entry.data, of } });
  }

  end(): Replay {
    if (this.#unknownSince) this.#unknown.push({ ...this.#unknownSince, until: null });
    if (this.#floorFell && this.#cutWindows > 0) {
      const [first] = this.#entries;
      this.#assumptions.push({
        sequence: first?.sequence ?? 0,
        at: this.#first ?? "",
        words: `In ${this.#cutWindows} of the windows nothing moved as far as the floor of then, and they count 0; what they would have said under the lower floor of ${this.#policy.drift.sensitivity.minEffect} cannot be known, and they count 0 here too.`,
      });
    }
    return {
      model: this.#model,
      from: this.#first,
      to: this.#last,
      decided: { ...this.#decided },
      entries: this.#replayed,
      identical: this.#identical,
      asTold: this.#asTold,
      gone: this.#gone,
      partings: this.#partings,
      assumptions: this.#assumptions,
      unknown: this.#unknown,
      known: this.#known,
      was: this.#was.figures(),
      would: this.#would.figures(),
      past: this.#assumed.past,
    };
  }

  #begin(): void {
    this.#begun = true;
    this.#own = this.#toldState();
    this.#alignedUntil = this.#own.sequence;
    this.#toldDrift = this.#own.drift.confirmed !== null;
    if (this.#toldRetraining) this.#toldRetraining.shared = true;
  }

  /** The state that the ledger has led to by now. */
  #toldState(): State {
    for (; this.#folded < this.#read; this.#folded += 1) {
      const entry = this.#entries[this.#folded];
      if (entry) this.#told = evolve(this.#told, entry);
    }
    return this.#told;
  }

  #passUntil(at: string): void {
    this.#first ??= at;
    const passed = Math.max(0, Date.parse(at) - Date.parse(this.#last ?? at));
    this.#last = at;
    if (this.#unknownSince) return;
    this.#known += passed;
    if (this.#toldDrift) this.#was.wasUnderDrift(passed);
    if (this.#own.drift.confirmed) this.#would.wasUnderDrift(passed);
  }

  /** What runs in the ledger, whatever the replay makes of it. */
  #follow(entry: Entry): void {
    switch (entry.kind) {
      case "drift-confirmed":
        this.#toldDrift = true;
        return;
      case "drift-cleared":
        this.#toldDrift = false;
        return;
      case "retraining-requested":
        this.#toldRetraining = { sequence: entry.sequence, at: entry.at, shared: this.#aligned };
        return;
      case "retraining-failed":
      case "candidate-registered":
        this.#toldRetraining = null;
        return;
      default:
        return;
    }
  }

  #decide(told: ToldDecision): void {
    this.#endAssumed(told.at);
    const now = new Date(told.at);
    const [head] = told.entries;
    const sequence = head?.sequence ?? 0;
    const identity = told.identity ?? `replay of entry ${sequence}`;
    const pending = pendingEntries({ state: this.#own, evolve, identity, now });
    const wasDrifting = this.#own.drift.confirmed !== null;
    const base = decideAgain(pending, told, {
      ...{ before: this.#own, policy: this.#policy, floorRose: this.#floorRose },
      course: (entry) => this.#course(entry),
      assume: (entry, words) => this.#assume(entry, words),
    });
    if (base.isCut) this.#cutWindows += 1;
    conclude(pending, this.#policy);
    const own = pending.entries;
    this.#own = pending.state;
    this.#relate(told, own);

    const requested = own.find((entry) => entry.kind === "retraining-requested");
    const toldRequest = told.entries.find((entry) => entry.kind === "retraining-requested");
    const parting = partingOf(told.entries, own);
    const where = { sequence, at: told.at };
    // What merely does not happen any more follows from an earlier parting, and is none of its own.
    if (parting && base.anew === null && parting.would.length === 0) this.#countGone(told.entries);
    else if (parting) this.#partings.push({ ...where, ...parting, assumed: this.#rests });
    if (base.anew !== null) this.#decided[base.anew] += 1;
    this.#replayed += told.entries.length;
    if (isSame(told.entries, own)) this.#identical += own.length;
    for (const entry of told.entries) {
      if (base.anew === null && onFacts.has(entry.kind))
        this.#asTold[entry.kind] = (this.#asTold[entry.kind] ?? 0) + 1;
      this.#was.count(entry);
      this.#follow(entry);
    }
    for (const entry of own) this.#would.count(entry);
    if (!this.#aligned) this.#own = { ...this.#own, outbox: [] };
    if (wasDrifting && this.#own.drift.confirmed === null) this.#assumed.drifted();
    this.#pairRetrainings(where, requested, toldRequest);

    if (base.unknown !== undefined) {
      this.#unknownSince = { from: where, why: base.unknown };
      if (told.entries.some(endsTrial)) this.#goOn(told);
    }
  }

  #countGone(entries: readonly Entry[]): void {
    for (const entry of entries)
      if (decided(entry) !== null) this.#gone[entry.kind] = (this.#gone[entry.kind] ?? 0) + 1;
  }

  #course({ sequence }: Pick<Entry, "sequence">): Course {
    const told = this.#toldRetraining;
    return {
      aligned: this.#aligned,
      // Within one decision an entry's cause may be the one before it.
      refer: (of) =>
        this.#aligned || of <= this.#alignedUntil
          ? of
          : (this.#refs.get(of) ?? (of >= sequence ? of : undefined)),
      sharesRetraining: this.#aligned || told === null || told.shared,
    };
  }

  /** Which entries of the ledger the replay's own are, once both have not the same sequences any more. */
  #relate({ entries }: ToldDecision, own: readonly Entry[]): void {
    const isAligned =
      this.#aligned &&
      entries.length === own.length &&
      entries.every(({ kind }, index) => kind === own[index]?.kind);
    if (isAligned) {
      this.#alignedUntil = entries.at(-1)?.sequence ?? this.#alignedUntil;
      return;
    }
    this.#aligned = false;
    const left = [...own];
    for (const { kind, sequence } of entries) {
      const place = left.findIndex((entry) => entry.kind === kind);
      const [found] = place < 0 ? [] : left.splice(0, place + 1).slice(-1);
      if (found) this.#refs.set(sequence, found.sequence);
    }
  }

  #pairRetrainings(
    where: Pick<Assumption, "sequence" | "at">,
    own: EntryOf<"retraining-requested"> | undefined,
    told: EntryOf<"retraining-requested"> | undefined,
  ): void {
    const running = this.#toldRetraining;
    if (own && told) {
      if (running) running.shared = true;
      return;
    }
    if (own) {
      if (running && !running.shared) {
        running.shared = true;
        this.#refs.set(running.sequence, own.sequence);
        this.#assume(
          where,
          `The retraining that would have been asked for here is taken for the one of entry ${running.sequence}, which came ${inWords(Date.parse(where.at) - Date.parse(running.at))} earlier; what followed from it comes when it came in the ledger.`,
        );
        return;
      }
      this.#assume(where, this.#assumed.begin(own, this.#own.retraining, this.#policy));
      this.#lastBegun = this.#assumptions.length - 1;
      return;
    }
    if (!told || !running || running.shared) return;
    const earlier = this.#assumed.pair();
    if (earlier === null) return;
    // Its end is no assumption any more.
    this.#assumptions.splice(this.#lastBegun, 1);
    if (earlier.isOver) this.#own = { ...this.#own, retraining: earlier.running, unregistered: null };
    running.shared = true;
    this.#refs.set(told.sequence, earlier.sequence);
    this.#assume(
      where,
      `The retraining of entry ${told.sequence} is taken for the one that would have been asked for ${inWords(Math.max(1000, Date.parse(told.at) - Date.parse(earlier.at)))} earlier; what followed from it comes when it came in the ledger.`,
    );
  }

  #assume({ sequence, at }: Pick<Assumption, "sequence" | "at">, words: string): void {
    this.#rests = true;
    this.#assumptions.push({ sequence, at, words });
  }

  /** Writes the end of a retraining that the ledger does not have, once its time is over. */
  #endAssumed(at: string): void {
    const due = this.#assumed.due(at);
    if (due === null) return;
    const pending = pendingEntries({
      state: this.#own,
      evolve,
      identity: due.identity,
      now: new Date(due.at),
    });
    if (this.#own.retraining?.sequence === due.sequence) {
      pending.write("retraining-succeeded", "It is taken to have ended well, with no version.", {
        execution: due.identity,
      });
    }
    if (due.micros !== null) {
      const { micros, sequence: of } = due;
      pending.write("cost-recorded", "It is taken to have cost what others of the model did.", {
        ...{ what: "retraining", of, items: [], micros, unknown: [], prices: null },
      });
    }
    // People would be told of what it really came to, which nobody knows.
    this.#own = { ...pending.state, outbox: [] };
    for (const entry of pending.entries) this.#would.count(entry);
  }

  /** The ledger's trial is over: from its own state on, both are the same again. */
  #goOn({ at, entries }: ToldDecision): void {
    const since = this.#unknownSince;
    if (since) this.#unknown.push({ ...since, until: { sequence: entries.at(-1)?.sequence ?? 0, at } });
    this.#unknownSince = null;
    this.#own = this.#toldState();
    this.#aligned = true;
    this.#alignedUntil = this.#own.sequence;
    this.#refs = new Map();
    this.#rests = false;
    this.#assumed = new AssumedRetraining(this.#assumed.past);
    this.#toldDrift = this.#own.drift.confirmed !== null;
    if (this.#toldRetraining) this.#toldRetraining.shared = true;
    this.#would.forgetSequences();
  }
}

function endsTrial({ kind }: Entry): boolean {
  return kind === "rollout-promoted" || kind === "rollout-rolled-back";
}

function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  for (const field of Object.keys(one))
    if (!isSame(Reflect.get(one, field), Reflect.get(other, field))) return false;
  // A file has no fields that are undefined, and what the decider writes may.
  return Object.keys(other).every(
    (field) => Reflect.get(other, field) === undefined || Object.hasOwn(one, field),
  );
}
