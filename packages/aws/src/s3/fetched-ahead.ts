import { setImmediate } from "node:timers/promises";

/** What may be fetched before its turn. */
export interface Ahead {
  /** Objects that are on their way or wait at once. */
  readonly objects: number;
  /** Bytes that they have together. An object with more than this is read as it arrives, when its turn comes. */
  readonly bytes: number;
}

/** Opens an object; null when there is none. What it is still fetching when the signal comes is of no use any more. */
type Open<Item> = (item: Item, signal: AbortSignal) => Promise<AsyncIterable<Uint8Array> | null>;

/**
 * Objects in their order, the next of them fetched side by side while one is read, so that whoever reads does not wait
 * for each. Memory holds what the limits say, whatever the objects are.
 *
 * @throws what opening or fetching an object failed with, when its turn comes
 */
export async function* fetchedAhead<Item extends { readonly bytes: number }>(
  items: readonly Item[],
  open: Open<Item>,
  ahead: Ahead,
): AsyncGenerator<readonly [Item, AsyncIterable<Uint8Array> | null]> {
  const stop = new AbortController();
  const coming: { readonly item: Item; readonly chunks: Promise<Uint8Array[] | null> }[] = [];
  let next = 0;
  let held = 0;
  const fill = () => {
    for (; coming.length < ahead.objects; next += 1) {
      const item = items[next];
      if (!item || held + item.bytes > ahead.bytes) return;
      held += item.bytes;
      const chunks = whole(item, open, stop.signal);
      // It is told when its turn comes; until then nobody listens.
      chunks.catch(() => {});
      coming.push({ item, chunks });
    }
  };
  try {
    for (;;) {
      fill();
      const first = coming.shift();
      if (first) {
        const chunks = await first.chunks;
        fill();
        yield [first.item, chunks && handedOut(chunks)];
        held -= first.item.bytes;
        continue;
      }
      const large = items[next];
      if (!large) return;
      next += 1;
      const body = await open(large, stop.signal);
      fill();
      yield [large, body];
    }
  } finally {
    stop.abort();
  }
}

async function whole<Item>(item: Item, open: Open<Item>, signal: AbortSignal): Promise<Uint8Array[] | null> {
  const body = await open(item, signal);
  if (body === null) return null;
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) {
    if (signal.aborted) break;
    chunks.push(chunk);
  }
  return chunks;
}

/** After so many bytes whatever else arrives has its turn: what lies in memory would be read without a pause. */
const pauseAfter = 2 ** 20;

async function* handedOut(chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  let read = 0;
  // From the last to the first each is let go of as soon as it was read.
  chunks.reverse();
  for (let chunk = chunks.pop(); chunk; chunk = chunks.pop()) {
    yield chunk;
    read += chunk.length;
    if (read < pauseAfter) continue;
    read = 0;
    await setImmediate();
  }
}
