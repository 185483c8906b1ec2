import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededIntegers } from "../random.ts";
import { evidenceIfServed, type ServedPart, splitEvidence } from "./split-evidence.ts";

const alpha = 0.05;
const line = -Math.log(alpha);
const tolerance = 0.02;

/** A trial at which is looked again and again: the look at which the line is crossed, or null. */
function crossedAt(
  looks: readonly { readonly asked: number; readonly served: number; readonly requests: number }[],
  random: () => number,
): number | null {
  const parts = new Map<number, ServedPart>();
  for (const [look, { asked, served, requests }] of looks.entries()) {
    const before = parts.get(asked) ?? { asked, champion: 0, challenger: 0 };
    let challenger = 0;
    for (let one = 0; one < requests; one += 1) if (random() < served * 2 ** 32) challenger += 1;
    parts.set(asked, {
      asked,
      champion: before.champion + requests - challenger,
      challenger: before.challenger + challenger,
    });
    if (splitEvidence([...parts.values()], { tolerance }) >= line) return look + 1;
  }
  return null;
}

/** The share whose odds are so many times those of another. */
function times(share: number, factor: number): number {
  const odds = (factor * share) / (1 - share);
  return odds / (1 + odds);
}

const ramp = (factor: number, requests: number) =>
  [0.05, 0.25, 0.5].flatMap((asked) =>
    Array.from({ length: 20 }, () => ({ asked, served: times(asked, factor), requests })),
  );

describe("evidence of a split that was not asked for", () => {
  it("does not grow on average by any request that is served within the tolerance", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: 0.001, max: 0.2, noNaN: true }),
        (asked, within, tolerated) => {
          const served = times(asked, (1 + tolerated) ** within);
          const capital = (champion: number, challenger: number) =>
            Math.exp(splitEvidence([{ asked, champion, challenger }], { tolerance: tolerated }));
          expect(served * capital(0, 1) + (1 - served) * capital(1, 0)).toBeLessThanOrEqual(1 + 1e-9);
        },
      ),
    );
  });

  it("raises false alarms as seldom as promised over a ramp of 60 looks", () => {
    const random = seededIntegers(7);
    const runs = 400;
    const alarms = (factor: number) =>
      Array.from({ length: runs }, () => crossedAt(ramp(factor, 200), random)).filter((at) => at !== null)
        .length;
    expect(alarms(1) / runs).toBeLessThanOrEqual(alpha);
    expect(alarms(1 + tolerance) / runs).toBeLessThanOrEqual(alpha);
    expect(alarms(1 / (1 + tolerance)) / runs).toBeLessThanOrEqual(alpha);
  });

  it.each([
    ["47 of 100 where 50 were asked for", 0.5, 0.47, 15_000],
    ["a tenth of the requests lost", 0.5, times(0.5, 0.9), 20_000],
    ["a tenth of the requests lost at 5%", 0.05, times(0.05, 0.9), 100_000],
    ["everything to the champion", 0.05, 0, 600],
    ["everything to the challenger", 0.5, 1, 100],
  ])("finds %s", (_, asked, served, within) => {
    const random = seededIntegers(11);
    const looks = Array.from({ length: 20 }, () => ({ asked, served, requests: within / 20 }));
    expect(crossedAt(looks, random)).not.toBeNull();
  });

  it("leaves alone what does not matter, of however many requests, and finds what does", () => {
    const of = (factor: number) => {
      const all = 1e9;
      const challenger = all * times(0.25, factor);
      return splitEvidence([{ asked: 0.25, champion: all - challenger, challenger }], { tolerance });
    };
    expect(of(1.019)).toBeLessThan(0);
    expect(of(1 / 1.019)).toBeLessThan(0);
    expect(of(1.06)).toBeGreaterThan(1_000);
    expect(of(1 / 1.06)).toBeGreaterThan(1_000);
  });

  it("is divided by how many counts carry the information of one", () => {
    const part = { asked: 0.5, champion: 5_300, challenger: 4_700 };
    const tenfold = { asked: 0.5, champion: 53_000, challenger: 47_000 };
    expect(splitEvidence([tenfold], { tolerance, designEffect: 10 })).toBeCloseTo(
      splitEvidence([part], { tolerance }),
      9,
    );
  });

  it("is nothing where nothing was served", () => {
    expect(splitEvidence([], { tolerance })).toBeCloseTo(0, 12);
    expect(splitEvidence([{ asked: 0.5, champion: 0, challenger: 0 }], { tolerance })).toBeCloseTo(0, 12);
  });

  it("says what a mismatch would have shown by now", () => {
    const few = [{ asked: 0.5, champion: 500, challenger: 500 }];
    const many = [{ asked: 0.5, champion: 50_000, challenger: 50_000 }];
    expect(evidenceIfServed(0.9, few, { tolerance })).toBeLessThan(line);
    expect(evidenceIfServed(0.9, many, { tolerance })).toBeGreaterThan(line);
    expect(evidenceIfServed(1, many, { tolerance })).toBeLessThan(0);
  });
});
