import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { describe, expect, it } from "vitest";
import { decisionLine } from "../sequential/block-e-process.ts";
import { noPairs, type PairedCounts, pairedEvidence, rightShare } from "./paired-evidence.ts";
import { shareEvidence } from "./share-evidence.ts";

const trials = 400;
const line = decisionLine(0.025);
/** Four standard errors of a share of 2.5% in 400 trials above it. */
const most = trials * (0.025 + 4 * Math.sqrt((0.025 * 0.975) / trials));

function uniform(seed: number): () => number {
  const random = xoroshiro128plus(seed);
  return () => (random.next() >>> 0) / 2 ** 32;
}

/** Looks at the evidence after each fifty requests, 3,000 in all; how many of the trials ever cross the line. */
function crossed(evidence: (random: () => number) => (requests: number) => number): number {
  let wrong = 0;
  for (let trial = 1; trial <= trials; trial += 1) {
    const after = evidence(uniform(trial));
    for (let look = 0; look < 60; look += 1) {
      if (after(50) < line) continue;
      wrong += 1;
      break;
    }
  }
  return wrong;
}

function agreeing(share: number, is: "above" | "below", limit = 0.95) {
  return crossed((random) => {
    const counts = { trials: 0, successes: 0 };
    return (requests) => {
      for (let one = 0; one < requests; one += 1) {
        counts.trials += 1;
        if (random() < share) counts.successes += 1;
      }
      return shareEvidence(counts, { is, limit });
    };
  });
}

function paired(
  { onlyChampion, onlyChallenger }: Pick<PairedCounts, "onlyChampion" | "onlyChallenger">,
  question: Parameters<typeof pairedEvidence>[1],
) {
  return crossed((random) => {
    let counts: PairedCounts = noPairs;
    return (requests) => {
      for (let one = 0; one < requests; one += 1) {
        const drawn = random();
        if (drawn < onlyChampion) counts = { ...counts, onlyChampion: counts.onlyChampion + 1 };
        else if (drawn < onlyChampion + onlyChallenger)
          counts = { ...counts, onlyChallenger: counts.onlyChallenger + 1 };
        else counts = { ...counts, both: counts.both + 1 };
      }
      return pairedEvidence(counts, question);
    };
  });
}

describe("in 400 trials that are looked at sixty times, agreement", () => {
  it("that is just what is wanted is taken for less, or for more, within the promise", () => {
    expect(agreeing(0.95, "above")).toBeLessThanOrEqual(most);
    expect(agreeing(0.95, "below")).toBeLessThanOrEqual(most);
  });

  it("that is clearly more, or less, is found", () => {
    expect(agreeing(0.99, "above")).toBe(trials);
    expect(agreeing(0.9, "below")).toBeGreaterThanOrEqual(0.99 * trials);
  });
});

describe("in 400 trials that are looked at sixty times, a shadow", () => {
  const alike = { onlyChampion: 0.08, onlyChallenger: 0.08 };

  it("that is as good is found better, or worse, within the promise", () => {
    expect(paired(alike, { is: "better" })).toBeLessThanOrEqual(most);
    expect(paired(alike, { is: "worse" })).toBeLessThanOrEqual(most);
  });

  it("that is worse by the margin is found not to be within the promise", () => {
    const worse = { onlyChampion: 0.1, onlyChallenger: 0.05 };
    expect(paired(worse, { is: "better", margin: 0.05 })).toBeLessThanOrEqual(most);
  });

  it("that is better, worse, or no worse is found", () => {
    expect(paired({ onlyChampion: 0.05, onlyChallenger: 0.12 }, { is: "better" })).toBe(trials);
    expect(paired({ onlyChampion: 0.12, onlyChallenger: 0.05 }, { is: "worse" })).toBe(trials);
    expect(paired(alike, { is: "better", margin: 0.05 })).toBe(trials);
  });
});

it("nothing shows nothing, and requests that go together show less", () => {
  expect(pairedEvidence(noPairs, { is: "better" })).toBeCloseTo(0, 12);
  expect(shareEvidence({ trials: 0, successes: 0 }, { is: "above", limit: 0.9 })).toBeCloseTo(0, 12);
  const counts = { ...noPairs, both: 100, onlyChallenger: 40, onlyChampion: 10 };
  expect(pairedEvidence(counts, { is: "better", designEffect: 4 })).toBeLessThan(
    pairedEvidence(counts, { is: "better" }),
  );
  expect(rightShare(counts, "challenger")).toBeCloseTo(140 / 150, 12);
  expect(rightShare(noPairs, "champion")).toBe(0);
});
