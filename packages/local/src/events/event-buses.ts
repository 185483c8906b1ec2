import { randomUUID } from "node:crypto";
import { after } from "../long-timers.ts";
import { namesOnly, type State, unchanging } from "../state/state.ts";
import type { BusEvent } from "../world.ts";
import { type EventEnvelope, envelopeOf } from "./envelope.ts";
import { matchesPattern, type Pattern } from "./pattern.ts";

/** How the services' own events (sources `aws.*`) arrive: at least once and in no order, as the real ones do. */
export interface EventArrival {
  /** Share of events that come twice, the second time with an id of its own; default 0.2. */
  readonly repeatRate: number;
  /** Each copy is late by up to this many milliseconds; default 1000. */
  readonly maximumDelay: number;
}

export interface Rule {
  readonly name: string;
  readonly bus: string;
  readonly pattern: Pattern;
}

interface Target {
  readonly rule: Rule;
  readonly deliver: (event: EventEnvelope) => void;
}

interface Settings extends Partial<EventArrival> {
  readonly region: string;
  readonly account: string;
  readonly random: () => number;
  readonly log: (line: string) => void;
}

/** The event buses of the account: rules, targets and the way from one to the other. */
export class EventBuses {
  readonly #settings: Settings;
  /** When each was made, by its name. */
  readonly #created: Map<string, Date>;
  readonly #targets = new Set<Target>();
  readonly #observers = new Set<(bus: string, event: EventEnvelope) => void>();
  readonly #late = new Set<() => void>();
  #closed = false;

  constructor(settings: Settings, state: State) {
    this.#settings = settings;
    const times = state.keep("events/bus-times", () => unchanging(this.#created));
    const names = ["default", ...state.keep("events/buses", () => namesOnly(this.#created.keys())).keys()];
    this.#created = new Map(names.map((name) => [name, times.get(name) ?? new Date()]));
  }

  /** An event of a service: perhaps twice, perhaps after a later one. */
  emit(event: BusEvent): void {
    if (this.#closed) return;
    const { random, repeatRate = 0.2, maximumDelay = 1000 } = this.#settings;
    const happened = { ...event, time: event.time ?? new Date() };
    const copies = event.source.startsWith("aws.") && random() < repeatRate ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) {
      const delay = event.source.startsWith("aws.") ? random() * maximumDelay : 0;
      this.#later(delay, () => this.#arrive(happened));
    }
  }

  /** An event that is delivered now: to every rule of the bus whose pattern it matches. */
  put(bus: string, event: EventEnvelope): void {
    if (this.#closed) return;
    for (const observe of this.#observers) observe(bus, event);
    const reached = [...this.#targets].filter(
      ({ rule }) => rule.bus === bus && matchesPattern(rule.pattern, event),
    );
    for (const target of reached) target.deliver(event);
    this.#settings.log(
      `events: ${event.source} "${event["detail-type"]}" on ${bus} -> ${reached.map(({ rule }) => rule.name).join(", ") || "no rule"}`,
    );
  }

  /** Adds a rule with its target; the answer takes it away again. */
  addRule(rule: Rule, deliver: (event: EventEnvelope) => void): () => void {
    const target = { rule, deliver };
    this.create(rule.bus);
    this.#targets.add(target);
    return () => this.#targets.delete(target);
  }

  /** Sees every event that arrives on any bus; the answer ends it. */
  observe(observer: (bus: string, event: EventEnvelope) => void): () => void {
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
  }

  create(name: string): void {
    if (!this.#created.has(name)) this.#created.set(name, new Date());
  }

  delete(name: string): void {
    this.#created.delete(name);
  }

  has(name: string): boolean {
    return this.#created.has(name);
  }

  get names(): readonly string[] {
    return [...this.#created.keys()];
  }

  /** Null when there is none of that name. */
  createdAt(name: string): Date | null {
    return this.#created.get(name) ?? null;
  }

  get rules(): readonly Rule[] {
    return [...this.#targets].map(({ rule }) => rule);
  }

  /** True when no event is on its way. */
  get idle(): boolean {
    return this.#late.size === 0;
  }

  close(): void {
    this.#closed = true;
    for (const callOff of this.#late) callOff();
    this.#late.clear();
  }

  /** Most of what is written to S3 is nobody's concern, and is spared its envelope. */
  #arrive(event: BusEvent): void {
    const { region, account, log } = this.#settings;
    const heard = this.#observers.size > 0 || [...this.#targets].some(({ rule }) => rule.bus === event.bus);
    if (heard) this.put(event.bus, envelopeOf(event, { region, account, id: randomUUID() }));
    else log(`events: ${event.source} "${event.detailType}" on ${event.bus} -> no rule`);
  }

  #later(delay: number, act: () => void): void {
    const callOff = after(delay, () => {
      this.#late.delete(callOff);
      act();
    });
    this.#late.add(callOff);
  }
}
