import { expect, it } from "vitest";
import { temporaryFolder } from "../../../../test/runner/temporary-folder.ts";
import { LogGroups } from "../logs/log-groups.ts";
import { type KeptState, openState } from "./kept-state.ts";
import type { Entry } from "./state.ts";

/** Things of one collection, which count how often each is read. */
function counted(values: Map<string, string>, marked: boolean) {
  const reads: string[] = [];
  function* entries(): Iterable<Entry<string>> {
    for (const [key, text] of values) {
      const entry = {
        key,
        get value() {
          reads.push(key);
          return text;
        },
      };
      yield marked ? Object.defineProperty(entry, "mark", { value: text }) : entry;
    }
  }
  return { entries, taken: () => reads.splice(0) };
}

async function reopened(state: KeptState, folder: string) {
  await state.close();
  const next = await openState(folder);
  const found = next.keep<string>("tides", () => []);
  await next.close();
  return Object.fromEntries(found);
}

it("reads what is marked again only when it has changed", async () => {
  const folder = temporaryFolder();
  const state = await openState(folder);
  const values = new Map([
    ["ebb", "1"],
    ["flood", "2"],
  ]);
  const { entries, taken } = counted(values, true);
  state.keep("tides", entries);
  await state.flush();
  expect(taken()).toEqual(["ebb", "flood"]);

  await state.flush();
  expect(taken()).toEqual([]);
  values.set("flood", "3").set("slack", "0");
  await state.flush();
  expect(taken()).toEqual(["flood", "slack"]);
  values.delete("ebb");
  await state.flush();
  expect(taken()).toEqual([]);
  expect(await reopened(state, folder)).toEqual({ flood: "3", slack: "0" });
});

it.each([true, false])(
  "has what was there last, also where as many go as come (marked: %s)",
  async (marked) => {
    const folder = temporaryFolder();
    const state = await openState(folder);
    const values = new Map([["ebb", "1"]]);
    state.keep("tides", counted(values, marked).entries);
    await state.flush();
    values.clear();
    values.set("flood", "2");
    await state.flush();
    values.set("flood", "4");
    await state.flush();
    expect(await reopened(state, folder)).toEqual({ flood: "4" });
  },
);

it("leaves alone what nobody has taken up", async () => {
  const folder = temporaryFolder();
  const state = await openState(folder);
  state.keep("tides", counted(new Map([["ebb", "1"]]), true).entries);
  await state.flush();
  await state.close();
  const other = await openState(folder);
  other.keep("winds", () => []);
  await other.flush();
  expect(await reopened(other, folder)).toEqual({ ebb: "1" });
});

it("copies of logs only the events beside which new ones stand", async () => {
  const state = await openState(temporaryFolder());
  const groups = new LogGroups(state);
  for (let line = 0; line < 2_200; line++) groups.write("jobs", "one", `line ${line}`);
  const stream = groups.find("jobs")?.streams.get("one");
  if (!stream) throw new Error("It has been written.");
  let reads = 0;
  const events = new Proxy(stream.events, {
    get(target, member, receiver) {
      reads += 1;
      return Reflect.get(target, member, receiver);
    },
  });
  groups.find("jobs")?.streams.set("one", { ...stream, events });
  const readsOf = async () => {
    reads = 0;
    await state.flush();
    return reads;
  };

  expect(await readsOf()).toBeGreaterThan(2_200);
  // The ends of five pieces.
  expect(await readsOf()).toBeLessThan(50);
  groups.write("jobs", "one", "the next line");
  expect(await readsOf()).toBeLessThan(700);
  await state.close();
});
