import { describe, expect, it } from "vitest";
import type { ModelPolicyInput } from "../../policy/policy.ts";
import type { FreshDataFact } from "../../vocabulary/fact.ts";
import type { FreshDataMark, FreshDataReading } from "../../vocabulary/fresh-data.ts";
import { kinds, minute, model } from "../testing/model.ts";

const prefix = "s3://meadow-data/labelled/";
const retrain = {
  pipeline: "meadow-train",
  cooldown: "3 hours",
  parameters: {
    From: { from: "window start" },
    Until: { from: "window end" },
    Where: { from: "fresh data" },
  },
} as const satisfies ModelPolicyInput["retrain"];
const withoutData = { pipeline: "meadow-train", cooldown: "3 hours" } as const;
const freshData = { prefix, atLeast: { files: 3 }, orAfter: "1 day", staleAfter: "6 hours" } as const;

const start = "2026-07-06T08:50:00.000Z";
const marked = (until: string | null): FreshDataMark => ({ until, from: until, known: [] });
const nothing: FreshDataReading = {
  ...{ files: 0, bytes: 0, records: null },
  ...{ oldest: null, newest: null, latest: start },
};

function lying(reading: Partial<FreshDataReading>, more: Partial<FreshDataFact> = {}): FreshDataFact {
  const whole = { ...nothing, ...reading };
  return { place: prefix, reading: whole, mark: marked(whole.latest), trouble: null, lastJob: null, ...more };
}

/** A model that waits for files, and has read what lay there before. */
function waiting(changes: Partial<typeof freshData> | object = {}) {
  const world = model({ retrain: { ...retrain, freshData: { ...freshData, ...changes } } });
  world.say({ freshData: lying({}) });
  world.sweep();
  return world;
}

const created = (world: ReturnType<typeof model>, key: string) =>
  world.tell({
    kind: "data-file-created",
    ...world.next(`file ${key}`),
    bucket: "meadow-data",
    key: `labelled/${key}`,
    bytes: 100,
  });

const three = {
  files: 3,
  bytes: 300,
  oldest: "2026-07-06T09:01:00.000Z",
  latest: "2026-07-06T09:03:00.000Z",
};

describe("files that come", () => {
  it("are counted from the first reading on, and what lay there before is not new", () => {
    const world = model({ retrain: { ...retrain, freshData } });
    world.say({
      freshData: lying({ latest: "2026-07-01T00:00:00.000Z" }, { mark: marked("2026-07-01T00:00:00.000Z") }),
    });
    const entries = world.sweep();

    expect(entries.find(({ data }) => "freshData" in data)?.because).toBe(
      `${prefix} is read from now on. What lies there already is not new; its newest file is of 2026-07-01T00:00:00.000Z.`,
    );
    expect(world.state.freshData?.mark).toEqual(marked("2026-07-01T00:00:00.000Z"));
    expect(world.state.retraining).toBeNull();
  });

  it("are not enough yet, which is an answer of its own", () => {
    const world = waiting();
    world.later(2 * minute).say({ freshData: lying({ ...three, files: 2, bytes: 200 }) });
    const [entry, ...others] = created(world, "b.csv");

    expect(others).toEqual([]);
    expect(entry?.because).toBe(
      `Not enough new data yet: 2 files with 200 bytes in ${prefix}; a retraining waits for 3 files, or anything that has waited for 1 day.`,
    );
    expect(entry).toMatchObject({
      kind: "signal-observed",
      data: { freshData: { answer: "not-enough-yet" } },
    });
    expect(world.state.freshData?.last).toMatchObject({ files: 2, enough: false });
  });

  it("ask for a retraining once they are enough, which is told since when they are new and where they lie", () => {
    const world = waiting();
    world.later(5 * minute).say({ freshData: lying(three) });
    const entries = created(world, "c.csv");

    expect(kinds(entries)).toEqual(["signal-observed", "retraining-requested"]);
    expect(entries[1]).toMatchObject({
      because: `New data have come to ${prefix}: 3 files with 300 bytes, and 3 files are enough; no retraining runs, the cooldown is over.`,
      causedBy: entries[0]?.sequence,
      data: {
        parameters: { From: start, Until: three.latest, Where: prefix },
        freshData: marked(three.latest),
      },
    });
    expect(world.state.freshData?.mark).toEqual(marked(three.latest));
  });

  it("are enough when the oldest has waited for long, however few they are", () => {
    const world = waiting();
    const one = {
      files: 1,
      bytes: 9,
      oldest: "2026-07-06T10:00:00.000Z",
      latest: "2026-07-06T10:00:00.000Z",
    };
    world.say({ freshData: lying(one) });
    expect(kinds(world.later(23 * 60 * minute).sweep())).not.toContain("retraining-requested");
    expect(kinds(world.later(3 * 60 * minute).sweep())).toContain("retraining-requested");
  });

  it.each([
    [{ atLeast: { bytes: 300 } }, true],
    [{ atLeast: { bytes: 301 } }, false],
  ])("are counted by their bytes where the policy says so: %j", (changes, enough) => {
    const world = waiting({ ...changes, orAfter: undefined });
    world.later(5 * minute).say({ freshData: lying(three) });
    expect(kinds(created(world, "c.csv")).includes("retraining-requested")).toBe(enough);
  });

  it("are read once for all events of a moment, and what comes right after is found by the sweep", () => {
    const world = waiting();
    world.later(2 * minute).say({ freshData: lying({ files: 1, bytes: 100 }) });
    created(world, "0.csv");
    expect(world.asked.map(({ ask }) => ask)).toContain("freshData");
    const before = world.state.sequence;
    for (let number = 1; number <= 1000; number++) {
      created(world, `${number}.csv`);
      expect(world.asked).toEqual([]);
    }
    expect(world.state.sequence).toBe(before);

    world.later(5 * minute).say({ freshData: lying({ ...three, files: 1001 }) });
    expect(kinds(world.sweep())).toContain("retraining-requested");
  });

  it("are written down by a sweep only when something has changed", () => {
    const world = waiting();
    world.later(5 * minute).say({ freshData: lying({ ...three, files: 1, bytes: 100 }) });
    expect(kinds(world.sweep())).toEqual(["signal-observed"]);
    expect(world.later(5 * minute).sweep()).toEqual([]);
  });

  it("are read by no more events once they are enough, and wait for the sweep to see the way free", () => {
    const world = waiting();
    world.give({ name: "pause" });
    world.later(5 * minute).say({ freshData: lying(three) });
    expect(kinds(created(world, "c.csv"))).toEqual(["signal-observed", "retraining-skipped"]);
    const [told] = world.written.slice(-2);
    created(world.later(5 * minute), "d.csv");
    expect(world.asked).toEqual([]);
    const asked = world.give({ name: "resume" }) && world.later(5 * minute).sweep();
    expect(asked.find(({ kind }) => kind === "retraining-requested")?.causedBy).toBe(told?.sequence);
  });

  it("wait for the cooldown, said once, and are used by the sweep after it", () => {
    const world = waiting();
    world.give({ name: "retrain" });
    world.confirm();
    world.pipeline.status = "Failed";
    world.later(minute).sweep();
    world.say({ freshData: lying(three) }).later(5 * minute);
    expect(kinds(created(world, "c.csv"))).toEqual(["signal-observed", "retraining-skipped"]);
    expect(world.later(5 * minute).sweep()).toEqual([]);
    expect(kinds(world.later(180 * minute).sweep())).toContain("retraining-requested");
  });

  it("count again when the retraining that had them failed", () => {
    const world = waiting();
    world.later(5 * minute).say({ freshData: lying(three) });
    created(world, "c.csv");
    world.confirm();
    world.pipeline.status = "Failed";
    world.later(minute).say({ freshData: lying({ latest: three.latest }) });
    world.sweep();
    expect(world.state.freshData?.mark).toEqual(marked(start));
  });

  it("are used by any retraining, of those that nobody read for by the time that it was asked for", () => {
    const world = waiting();
    world.later(5 * minute);
    const asked = world.give({ name: "retrain" }).find(({ kind }) => kind === "retraining-requested");
    expect(asked?.data).toMatchObject({
      parameters: { From: start, Until: "2026-07-06T09:05:00.000Z", Where: prefix },
    });
    expect(world.state.freshData?.mark).toEqual(marked("2026-07-06T09:04:59.999Z"));
  });

  it("begin anew where the policy names another place", () => {
    const world = waiting();
    const other = "s3://meadow-data/elsewhere/";
    world.rule({ retrain: { ...retrain, freshData: { ...freshData, prefix: other } } });
    world.later(5 * minute).say({ freshData: lying(three, { place: other }) });
    expect(kinds(world.sweep())).toEqual(["signal-observed"]);
    expect(world.asked).toContainEqual(expect.objectContaining({ ask: "freshData", mark: null }));
    expect(world.state.freshData).toMatchObject({ source: other, mark: marked(three.latest) });
  });

  it("are nobody's affair where the policy does not name them", () => {
    const world = model();
    created(world, "a.csv");
    expect(world.asked).toEqual([]);
    expect(world.state.freshData).toBeNull();
  });
});

describe("data that do not come", () => {
  it("are told once, and again when they come", () => {
    const world = waiting();
    const told = world.later(7 * 60 * minute).sweep();
    expect(kinds(told)).toEqual(["fresh-data-lost", "alert-raised"]);
    expect(told[0]).toMatchObject({
      because: `Nothing has come to ${prefix} since ${start}, for longer than 6 hours.`,
      data: { source: prefix, trouble: "stopped", since: start },
    });
    expect(world.later(5 * minute).sweep()).toEqual([]);

    world.say({ freshData: lying({ files: 1, bytes: 5, latest: "2026-07-06T16:04:00.000Z" }) });
    expect(kinds(world.later(5 * minute).sweep())).toEqual([
      "fresh-data-restored",
      "signal-observed",
      "alert-resolved",
    ]);
    expect(world.state.alerts).toEqual({});
  });

  it.each(["no place", "another place"])("are missed no longer where the policy names %s", (named) => {
    const world = waiting();
    world.later(7 * 60 * minute).sweep();
    const other = { ...freshData, prefix: "s3://meadow-data/elsewhere/", staleAfter: undefined };
    world.rule({ retrain: named === "no place" ? withoutData : { ...retrain, freshData: other } });
    expect(kinds(world.later(5 * minute).sweep())).toContain("alert-resolved");
    expect(world.state.alerts).toEqual({});
  });

  it("are told as unreadable, which says nothing of what has come", () => {
    const world = waiting();
    const trouble = { reason: "unreadable", words: "AccessDenied" } as const;
    world.later(7 * 60 * minute).say({ freshData: lying({}, { place: null, trouble }) });
    expect(kinds(world.sweep())).toEqual(["fresh-data-lost", "alert-raised"]);
    expect(Object.keys(world.state.freshData?.lost ?? {})).toEqual(["unreadable"]);
    world.say({ freshData: lying({ latest: "2026-07-06T15:00:00.000Z" }) });
    expect(kinds(world.later(5 * minute).sweep())).toEqual(["fresh-data-restored", "alert-resolved"]);
  });
});
