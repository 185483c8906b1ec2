import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Entry } from "../api/api-types.ts";
import { answerTo, client } from "../api/client.ts";
import type { Failure } from "../api/failure.ts";
import { forget, noteAnswer, noteFailure } from "./connection.ts";
import { pause } from "./pace.ts";

/** The newest part of a model's ledger, without gaps. */
interface LedgerPart {
  /** In order, the oldest first. */
  readonly entries: readonly Entry[];
  /** Whether the ledger's first entry is among them. */
  readonly complete: boolean;
  readonly asking: boolean;
  readonly failure: Failure | null;
}

/** The API's largest page. */
const page = 200;

/**
 * A ledger only grows at its end, and its entries are numbered without gaps: what is new comes after the last, and what
 * is older lies just before the first.
 */
function createLedger(model: string) {
  const part = signal<LedgerPart>({ entries: [], complete: false, asking: false, failure: null });
  let turn = Promise.resolve();
  let failures = 0;
  let followers = 0;
  let again: ReturnType<typeof setTimeout> | undefined;

  async function read(after: number, limit: number): Promise<readonly Entry[] | null> {
    const answer = await answerTo(
      client.GET("/models/{model}/entries", { params: { path: { model }, query: { after, limit } } }),
    );
    if (answer.kind === "fresh") {
      failures = 0;
      noteAnswer(part, Date.now());
      return answer.body.entries;
    }
    const failure: Failure = answer.kind === "failed" ? answer.failure : { kind: "offline" };
    failures += 1;
    if (followers > 0) noteFailure(part, failure);
    part.value = { ...part.value, failure };
    return null;
  }

  /** One after the other, so that no two add the same. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    turn = turn.then(async () => {
      part.value = { ...part.value, asking: true };
      await work();
      part.value = { ...part.value, asking: false };
    });
    return turn;
  }

  function add(found: readonly Entry[]): void {
    const entries = [
      ...new Map([...part.value.entries, ...found].map((one) => [one.sequence, one])).values(),
    ];
    entries.sort((one, other) => one.sequence - other.sequence);
    part.value = { ...part.value, entries, complete: (entries[0]?.sequence ?? 1) === 1, failure: null };
  }

  function follow(sequence: number): Promise<void> {
    clearTimeout(again);
    return inTurn(async () => {
      let last = part.value.entries.at(-1)?.sequence ?? Math.max(0, sequence - page);
      if (sequence === 0) add([]);
      while (last < sequence) {
        // No further: what the page says of the model is of this sequence too.
        const found = await read(last, Math.min(page, sequence - last));
        if (found === null) retry(sequence);
        if (found === null || found.length === 0) return;
        add(found);
        last = found.at(-1)?.sequence ?? sequence;
      }
    });
  }

  /** What could not be read is read again; a page that nobody sees asks nothing. */
  function retry(sequence: number): void {
    clearTimeout(again);
    if (followers === 0) return;
    const wait = pause(0, failures, part.value.failure);
    again = setTimeout(
      () => void (document.visibilityState === "visible" ? follow(sequence) : retry(sequence)),
      wait,
    );
  }

  return {
    part,
    /** Somebody looks, until the answer is called: for nobody nothing is tried again. */
    look: () => {
      followers += 1;
      return () => {
        followers -= 1;
        if (followers > 0) return;
        clearTimeout(again);
        forget(part);
      };
    },
    /** Reads what has come up to this sequence; of a ledger that was never read, the newest page. */
    follow,
    /** Reads the page before the first. */
    older: () =>
      inTurn(async () => {
        const first = part.value.entries[0]?.sequence ?? 1;
        if (first === 1) return;
        const after = Math.max(0, first - 1 - page);
        const found = await read(after, first - 1 - after);
        if (found !== null) add(found);
      }),
  };
}

export type Ledger = ReturnType<typeof createLedger>;

const known = new Map<string, Ledger>();

/** The ledger of a model, as far as it was read. */
export function ledgerOf(model: string): Ledger {
  const ledger = known.get(model) ?? createLedger(model);
  known.set(model, ledger);
  return ledger;
}

/** The ledger of a model, read up to the sequence that the model's state has; null while that is not known. */
export function useLedger(model: string, sequence: number | null): Ledger {
  const ledger = ledgerOf(model);
  useEffect(() => ledger.look(), [ledger]);
  useEffect(() => {
    if (sequence !== null) void ledger.follow(sequence);
  }, [ledger, sequence]);
  return ledger;
}
