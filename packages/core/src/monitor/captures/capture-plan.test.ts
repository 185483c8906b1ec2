import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CapturePlan, parseCapturePlan, planCaptures, shadowsOf } from "./capture-plan.ts";
import type { TimeRange } from "./capture-reader.ts";

/** A file with the times of its requests, which arrives before the window of that number is assessed. */
interface File {
  readonly key: string;
  readonly etag: string;
  readonly bytes: number;
  readonly arrives: number;
  readonly times: readonly number[];
}

const length = 10;
const lookBack = 2;
const windowOf = (number: number): TimeRange => ({ start: number * length, end: (number + 1) * length });
const within = (time: number, { start, end }: TimeRange) => time >= start && time < end;
const mayHold = ({ times }: File, range: TimeRange) => times.some((time) => within(time, range));

/** Assesses windows 0 to 9, one after the other, and tells which window counted which request of which content. */
function assessed(files: readonly File[]) {
  const plans: CapturePlan[] = [];
  const counted: { readonly request: string; readonly window: number }[] = [];
  for (let number = 0; number < 10; number += 1) {
    const plan = planCaptures({
      window: windowOf(number),
      files: files.filter(({ arrives }) => arrives <= number),
      earlier: plans.slice(-lookBack),
      mayHold,
    });
    for (const { key, ranges } of plan.objects) {
      const { etag, times } = files.find((file) => file.key === key) ?? { etag: "", times: [] };
      for (const [index, time] of times.entries()) {
        for (const range of ranges) {
          if (within(time, range)) counted.push({ request: `${etag} ${index}`, window: number });
        }
      }
    }
    plans.push(plan);
  }
  return { plans, counted };
}

function file(key: string, arrives: number, times: readonly number[], etag = key): File {
  return { key, etag, bytes: times.length, arrives, times };
}

describe("a captured request", () => {
  test("counts in its own window when its file has arrived", () => {
    expect(assessed([file("a", 3, [31, 39, 30])]).counted.map(({ window }) => window)).toEqual([3, 3, 3]);
  });

  test("counts in the first window after it that finds its file, as far back as is looked", () => {
    const windows = (arrives: number) =>
      assessed([file("a", arrives, [35])]).counted.map(({ window }) => window);
    expect(windows(4)).toEqual([4]);
    expect(windows(5)).toEqual([5]);
    expect(windows(6)).toEqual([]);
  });

  test("of a file that goes on into the next window counts there", () => {
    expect(assessed([file("a", 3, [38, 41, 39])]).counted).toEqual([
      { request: "a 0", window: 3 },
      { request: "a 2", window: 3 },
      { request: "a 1", window: 4 },
    ]);
  });

  test("counts once when its file is there twice, at once or later, under the same name or another", () => {
    const copies = [
      file("a", 3, [31, 42], "x"),
      file("b", 3, [31, 42], "x"),
      file("c", 5, [31, 42], "x"),
      file("a", 6, [31, 42], "x"),
    ];
    expect(assessed(copies).counted).toEqual([
      { request: "x 0", window: 3 },
      { request: "x 1", window: 4 },
    ]);
  });

  test("counts once when only a copy of its file is left", () => {
    const [plan] = assessed([file("a", 0, [5], "x")]).plans;
    const later = planCaptures({
      window: windowOf(1),
      files: [file("b", 1, [5], "x")],
      earlier: plan ? [plan] : [],
      mayHold,
    });
    expect(later.objects).toEqual([]);
  });

  test("counts exactly once whatever the order of files and times, copies among them", () => {
    const made = fc.record({
      first: fc.integer({ min: 0, max: 79 }),
      further: fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 5 }),
      delay: fc.integer({ min: 0, max: lookBack }),
      copyAfter: fc.option(fc.integer({ min: 0, max: 4 })),
    });
    fc.assert(
      fc.property(fc.array(made, { maxLength: 12 }), (list) => {
        const files = list.flatMap(({ first, further, delay, copyAfter }, index) => {
          const times = [first, ...further.map((more) => first + more)];
          const arrives = Math.floor(first / length) + delay;
          const original = { key: `k${index}`, etag: `e${index}`, bytes: 1, arrives, times };
          return copyAfter === null
            ? [original]
            : [{ ...original, key: `copy${index}`, arrives: arrives + copyAfter }, original];
        });
        const { counted } = assessed(files);
        const wanted = list.flatMap(({ further }, index) =>
          Array.from({ length: further.length + 1 }, (_, request) => `e${index} ${request}`),
        );
        expect(counted.map(({ request }) => request).sort()).toEqual(wanted.sort());
      }),
      { seed: 67, numRuns: 500 },
    );
  });

  test("of a window that was never read is not made up for", () => {
    const plan = planCaptures({
      window: windowOf(3),
      files: [file("a", 0, [25, 35])],
      earlier: [],
      mayHold,
    });
    expect(plan.objects.map(({ ranges }) => ranges)).toEqual([[windowOf(3)]]);
  });
});

describe("variants that are no traffic", () => {
  const window = windowOf(5);
  const plan = (number: number, shadows?: readonly string[]) => ({
    window: windowOf(number),
    objects: [],
    ...(shadows ? { shadows: [...shadows] } : {}),
  });
  const of = (
    production: readonly string[],
    shadows: readonly string[],
    earlier: Parameters<typeof shadowsOf>[2],
  ) => [...shadowsOf({ production: new Set(production), shadows: new Set(shadows) }, window, earlier)].sort();

  test("are the shadows of now", () => {
    expect(of(["main"], ["copy"], [])).toEqual(["copy"]);
    expect(of(["main"], [], [plan(3), plan(4)])).toEqual([]);
  });

  test("are those of earlier windows that are gone, whose captures may still come", () => {
    expect(of(["main"], [], [plan(3, ["copy"]), plan(4)])).toEqual(["copy"]);
  });

  test("are one that became production in the midst of the window, and no more in the next", () => {
    expect(of(["copy"], [], [plan(4, ["copy"])])).toEqual(["copy"]);
    expect(of(["copy"], [], [plan(3, ["copy"]), plan(4)])).toEqual([]);
  });

  test("are none of a window that is later", () => {
    expect(of(["main"], [], [plan(6, ["copy"])])).toEqual([]);
  });
});

describe("lines without a time", () => {
  test("count for the first window that reads their file", () => {
    const { plans } = assessed([file("a", 3, [38, 41, 52])]);
    const readers = plans.flatMap(({ window, objects }) =>
      objects.map(({ timeless }) => [window.start, timeless]),
    );
    expect(readers).toEqual([
      [30, true],
      [40, false],
      [50, false],
    ]);
  });
});

describe("a plan", () => {
  test("is read as it was written", () => {
    const [plan] = assessed([file("a", 0, [1])]).plans;
    expect(parseCapturePlan(JSON.stringify(plan))).toEqual({ ok: true, plan });
  });

  test.each([
    ["{", "the file is no JSON"],
    ["[]", "the file: is a list of 0"],
    ['{"window": {"start": 0, "end": 1}, "objects": [{"key": ""}]}', 'objects.0.key: is ""; expected'],
  ])("that is broken is refused with the place: %s", (text, reason) => {
    expect(parseCapturePlan(text)).toEqual({ ok: false, reason: expect.stringContaining(reason) });
  });
});
