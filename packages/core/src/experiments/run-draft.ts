import type { Entry } from "../vocabulary/entry.ts";
import { lastEntryTag, type MetricPoint, type Run, type RunStatus, runTag } from "./run.ts";

/**
 * What every server takes: https://mlflow.org/docs/latest/rest-api.html. Names are letters, digits, `_`, `-`, `.`,
 * space, `:` and `/`, at most 250; values of parameters at most 6,000 characters, of tags 5,000 bytes.
 */
const longestName = 250;
const longestParam = 6_000;
/** A character has up to four bytes. */
const longestTag = 1_250;

/** A run while the ledger is read. */
export class RunDraft {
  readonly #key: string;
  readonly #name: string;
  readonly #startTime: number;
  readonly #began: Pick<Entry, "model" | "sequence">;
  readonly #params = new Map<string, string>();
  readonly #tags = new Map<string, string>();
  readonly #points = new Map<string, MetricPoint>();
  readonly #entries = new Set<number>();
  #status: RunStatus = "RUNNING";
  #endTime: number | null = null;

  /** @param kind which of the model's runs it is, `retraining/41` */
  constructor(began: Entry, kind: string, name: string) {
    // The time is in it, so that a ledger that was begun anew has no run of the old one.
    this.#key = `${began.model}/${kind}/${began.at}`;
    this.#name = name;
    this.#startTime = Date.parse(began.at);
    this.#began = began;
    this.tag(runTag, this.#key);
    this.tag("driftwheel.model", began.model);
    this.tag("driftwheel.kind", kind.split("/")[0] ?? kind);
    this.tag("driftwheel.entry", String(began.sequence));
    this.tag("driftwheel.explain", `driftwheel explain ${began.model} ${began.sequence}`);
  }

  get key(): string {
    return this.#key;
  }

  /** Says that an entry is told of in this run. */
  tells({ sequence }: Entry): void {
    this.#entries.add(sequence);
  }

  /** The first value stays. */
  param(name: string, value: string): void {
    const key = nameOf(name);
    if (!this.#params.has(key)) this.#params.set(key, value.slice(0, longestParam));
  }

  tag(name: string, value: string): void {
    this.#tags.set(nameOf(name), value.slice(0, longestTag));
  }

  /** Nothing for what has no value: a null, or what is no number. The last value at a step and time stays. */
  metric(name: string, value: number | null | undefined, step: number, { at }: Entry): void {
    if (value === null || value === undefined || !Number.isFinite(value)) return;
    const key = nameOf(name);
    const timestamp = Date.parse(at);
    this.#points.set(`${key}\n${step}\n${timestamp}`, { key, value, step, timestamp });
  }

  verdict(word: string, { because }: Entry): void {
    this.tag("driftwheel.verdict", word);
    this.tag("driftwheel.because", because);
  }

  /** Leads to the entry that it began with. @param api the HTTP API's address, without a slash at its end */
  leadTo(api: string): void {
    const { model, sequence } = this.#began;
    this.tag("driftwheel.entry.url", `${api}/models/${encodeURIComponent(model)}/entries/${sequence}`);
  }

  end(status: RunStatus, { at }: Entry): void {
    this.#status = status;
    this.#endTime = Date.parse(at);
  }

  run(): Run {
    const points = [...this.#points.values()];
    return {
      key: this.#key,
      name: this.#name,
      status: this.#status,
      startTime: this.#startTime,
      endTime: this.#endTime,
      params: Object.fromEntries(this.#params),
      metrics: points.toSorted((one, other) => one.step - other.step || one.timestamp - other.timestamp),
      tags: { ...Object.fromEntries(this.#tags), [lastEntryTag]: String(Math.max(...this.#entries)) },
      entries: [...this.#entries],
    };
  }
}

function nameOf(name: string): string {
  return name.replaceAll(/[^\w\-. :/]/g, "_").slice(0, longestName);
}
