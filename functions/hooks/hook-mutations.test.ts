import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Mutated, proofsOf } from "./testing/alterations.ts";
import { type Dice, diceOf } from "./testing/dice.ts";
import { mutations } from "./testing/mutations.ts";
import { runHook } from "./testing/run-hook.ts";
import {
  driftReport,
  lake,
  mlflow,
  plain,
  push,
  release,
  type Signed,
  workflowRun,
} from "./testing/signed-requests.ts";

const now = new Date("2026-05-04T10:00:00.000Z");
const count = 10_000;

/** Valid requests of every scheme and signal, none like another. */
function validRequest(dice: Dice): Signed {
  const number = dice.between(1, 1_000_000_000);
  const id = `msg_${number.toString(36)}`;
  const at = new Date(now.getTime() + dice.sign() * dice.between(0, 299) * 1000);
  return dice.pick([
    () => lake(id, at, { type: "table.updated", model: "tides", table: `Pegelstände ${number}` }),
    () => lake(id, at, { type: "answers.checked", variant: "v2", right: 3, checked: 4 + (number % 9) }),
    () =>
      mlflow(id, at, "model_version_alias.created", {
        name: "tide gauge's",
        alias: "champion",
        version: String(number),
      }),
    () => push("refs/heads/main", number.toString(16)),
    () => workflowRun(number),
    () => release(String(number)),
    () => driftReport(number),
    () => plain({ model: "tides", why: `Füllstand n° ${number} 🌊` }),
  ])();
}

function mutate(base: Signed, kind: string, dice: Dice): Mutated | null {
  const altered = dice.pick(mutations[kind] ?? [])(base, dice, now);
  if (altered === null) return null;
  return "request" in altered ? altered : { request: altered, arrives: now };
}

/** What two requests have in common if they are the same: all that is signed, and what it is signed with. */
function essence({ request, arrives }: Mutated): string {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    const key = name.toLowerCase();
    headers[key] = headers[key] === undefined ? value : `${headers[key]},${value}`;
  }
  const kept = ["content-encoding", ...proofsOf(request.source)].map((name) => headers[name] ?? null);
  return JSON.stringify([request.source, arrives.getTime(), kept, bytesOf(request)]);
}

/** Hexadecimal; the text itself when it stands for no bytes. */
function bytesOf({ body, base64 }: Signed): string {
  if (!base64) return body.isWellFormed() ? Buffer.from(body).toString("hex") : `no text: ${body}`;
  const bytes = Buffer.from(body, "base64");
  return bytes.toString("base64") === body ? bytes.toString("hex") : `no base64: ${body}`;
}

beforeEach(() => {
  vi.spyOn(process.stderr, "write").mockImplementation(() => true);
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe("altered requests", () => {
  const kinds = Object.keys(mutations);

  it("start from requests that are all taken", async () => {
    const dice = diceOf(xoroshiro128plus(20260504));
    const hook = runHook(now);
    for (let index = 0; index < 500; index++) {
      expect((await hook.send(validRequest(dice))).statusCode).toBe(202);
    }
    expect(hook.memory.records.size).toBe(500);
    expect(hook.memory.events.length + hook.memory.outcomes.length).toBe(500);
  });

  it(`are refused without a trace, all ${count} of them`, async () => {
    const dice = diceOf(xoroshiro128plus(20260505));
    const hook = runHook(now);
    const sent = new Map<string, number>();
    const passed: unknown[] = [];
    let same = 0;
    for (let index = 0; index < count; ) {
      const kind = kinds[index % kinds.length] ?? "";
      const base = validRequest(dice);
      const mutated = mutate(base, kind, dice);
      if (mutated === null) continue;
      if (essence(mutated) === essence({ request: base, arrives: now })) {
        same++;
        continue;
      }
      hook.memory.now = mutated.arrives;
      const { statusCode } = await hook.send(mutated.request);
      if (![401, 413, 415].includes(statusCode)) passed.push({ kind, statusCode, base, ...mutated });
      sent.set(kind, (sent.get(kind) ?? 0) + 1);
      index++;
    }

    expect(passed).toEqual([]);
    expect(hook.memory.records.size).toBe(0);
    expect(hook.memory.events).toEqual([]);
    expect(hook.memory.outcomes).toEqual([]);
    expect([...sent.keys()].sort()).toEqual([...kinds].sort());
    for (const times of sent.values()) expect(times).toBeGreaterThan(count / kinds.length - 1);
    // Most mutations must alter something, or the count would say little.
    expect(same).toBeLessThan(count / 5);
  });
});
