import { describe, expect, it } from "vitest";
import { plainPlaces } from "../payloads/payload.ts";
import type { QualitySettings } from "../quality/metrics/outcome.ts";
import { type PairingRules, pairAnswers } from "./pair-answers.ts";
import { isSameAnswer } from "./same-answer.ts";

const from = Date.parse("2026-05-04T06:00:00Z");
const until = from + 600_000;
const rules: PairingRules = { at: 0, within: null, quality: null, reading: plainPlaces, from, until };
const quality: QualitySettings = {
  ...{ problem: "binary", label: 0, prediction: 0, score: null },
  ...{ threshold: 0.5, positive: "1", within: 0 },
};

/** @param second of the ten minutes */
function captured(id: string | null, answer: string, second = 30): string {
  return JSON.stringify({
    captureData: {
      endpointOutput: { data: answer, encoding: "CSV", mode: "OUTPUT", observedContentType: "text/csv" },
    },
    eventMetadata: {
      eventId: `event-${id}-${answer}-${second}`,
      ...(id === null ? {} : { inferenceId: id }),
      inferenceTime: new Date(from + second * 1_000).toISOString(),
    },
    eventVersion: "0",
  });
}

const label = (id: string, value: string) =>
  JSON.stringify({
    groundTruthData: { data: value, encoding: "CSV" },
    eventMetadata: { eventId: id },
    eventVersion: "0",
  });

interface Lines {
  readonly labels?: readonly string[];
  readonly champion?: readonly string[];
  readonly challenger?: readonly string[];
}

function paired({ labels = [], champion = [], challenger = [] }: Lines, changes: Partial<PairingRules> = {}) {
  const pairing = pairAnswers({ ...rules, ...changes });
  for (const line of labels) pairing.label(line);
  for (const line of champion) pairing.champion(line);
  for (const line of challenger) pairing.challenger(line);
  return pairing.finish();
}

describe("answers of champion and shadow", () => {
  it("are paired by the inference id that both are captured under", () => {
    expect(
      paired({
        champion: [captured("a", "1"), captured("b", "0"), captured("c", "1")],
        challenger: [captured("c", "0", 31), captured("a", "1", 31), captured("b", "0", 31)],
      }),
    ).toMatchObject({
      pairs: 3,
      agreed: 2,
      unpaired: { champion: 0, challenger: 0 },
      repeated: 0,
      outcomes: null,
      until: "2026-05-04T06:10:00.000Z",
    });
  });

  it("are joined with the labels that are wanted alone, where it is known which", () => {
    const lines = {
      labels: [label("a", "1"), label("b", "1")],
      champion: [captured("a", "1"), captured("b", "1")],
      challenger: [captured("a", "0", 31), captured("b", "0", 31)],
    };
    expect(paired(lines, { quality }).outcomes).toMatchObject({ onlyChampion: 2 });
    expect(paired(lines, { quality, wanted: new Set(["b"]) }).outcomes).toMatchObject({ onlyChampion: 1 });
  });

  it("that have no pair are counted by whose they are, as of requests without an inference id", () => {
    expect(
      paired({
        champion: [captured("a", "1"), captured(null, "1"), captured("b", "1")],
        challenger: [captured("a", "1"), captured(null, "0")],
      }),
    ).toMatchObject({ pairs: 1, agreed: 1, unpaired: { champion: 2, challenger: 1 } });
  });

  it("count by the moment of the champion's, which the shadow's need not share", () => {
    expect(
      paired({
        champion: [captured("before", "1", -1), captured("a", "1", 0), captured("late", "1", 600)],
        challenger: [captured("before", "1", 1), captured("a", "1", -2), captured("late", "1", 599)],
      }),
    ).toMatchObject({ pairs: 1, unpaired: { champion: 0, challenger: 0 } });
  });

  it("whose id is another's too are told, and count for nothing", () => {
    expect(
      paired({
        champion: [captured("a", "1"), captured("a", "0"), captured("b", "1")],
        challenger: [captured("a", "1"), captured("b", "1"), captured("b", "0")],
      }),
    ).toMatchObject({
      pairs: 0,
      agreed: 0,
      repeated: 4,
      unpaired: { champion: 0, challenger: 0 },
    });
  });

  it("say whether they are of the time that is asked about", () => {
    const pairing = pairAnswers(rules);
    expect(pairing.champion(captured("a", "1"))).toBe(true);
    expect(pairing.challenger(captured("a", "1"))).toBe(true);
    expect(pairing.champion(captured("old", "1", -61))).toBe(false);
    expect(pairing.challenger(captured("old", "1", -61))).toBe(false);
  });

  it("of several rows are the same where all rows are", () => {
    expect(
      paired({
        champion: [captured("a", "1\n0\n1\n"), captured("b", "1\n0\n1\n"), captured("c", "1\n0\n")],
        challenger: [captured("a", "1\n0\n1\n"), captured("b", "1\n1\n1\n"), captured("c", "1\n0\n1\n")],
      }),
    ).toMatchObject({ pairs: 3, agreed: 1 });
  });

  it("that cannot be read are told: the champion's count for nothing, the shadow's disagree", () => {
    expect(
      paired(
        { champion: [captured("a", "1"), captured("b", "1,5"), "{"], challenger: [captured("b", "1")] },
        { at: 1 },
      ),
    ).toMatchObject({
      pairs: 1,
      agreed: 0,
      unread: { lines: 3, reason: expect.stringMatching(/a row has 1 values; expected a value in column 1/) },
    });
  });

  it("are compared with what turned out of the same request, by either id", () => {
    const { outcomes } = paired(
      {
        labels: [label("a", "1"), label("b", "1"), label("event-c-0-30", "1"), label("d", "0")],
        champion: [captured("a", "1"), captured("b", "1"), captured("c", "0"), captured("d", "1")],
        challenger: [captured("a", "1"), captured("b", "0"), captured("c", "1"), captured("d", "1")],
      },
      { quality },
    );
    expect(outcomes).toEqual({ both: 1, onlyChampion: 1, onlyChallenger: 1, neither: 1 });
  });

  it("are wrong where the shadow's has another form than a label can be compared with", () => {
    const { outcomes } = paired(
      {
        labels: [label("a", "1"), label("b", "1")],
        champion: [captured("a", "1"), captured("b", "0")],
        challenger: [captured("a", ""), captured("b", "1\n1\n")],
      },
      { quality },
    );
    expect(outcomes).toEqual({ both: 0, onlyChampion: 1, onlyChallenger: 0, neither: 1 });
  });

  it("tell how much minutes differ, for what comes together counts for less", () => {
    const minutes = Array.from({ length: 8 }, (_, place) => place * 60 + 5);
    const of = (answer: (second: number) => string) =>
      minutes.flatMap((second) =>
        Array.from({ length: 20 }, (_, one) => captured(`${second}-${one}`, answer(second), second)),
      );
    const { dispersion } = paired({
      champion: of(() => "1"),
      challenger: of((second) => (second % 120 < 60 ? "1" : "0")),
    });
    expect(dispersion).toMatchObject({ trials: 160, successes: 80, pairs: 7 });
    expect(dispersion.squares / dispersion.pairs).toBeCloseTo(10, 10);
  });
});

describe("two answers", () => {
  it.each([
    ["classes, however they are written", ["1"], [true], null, true],
    ["other classes", ["spam"], ["ham"], null, false],
    ["numbers that are near enough", [0.3], ["0.29"], 0.01, true],
    ["numbers that are not", [0.3], [0.28], 0.01, false],
    ["a number and a text", [0.3], ["none"], 0.01, false],
    ["lists", [[1, 2]], [[1, 2]], null, true],
    ["other lists", [[1, 2]], [[2, 1]], null, false],
    ["as many as there are rows", [1], [1, 1], null, false],
  ] as const)("are the same or not: %s", (_, one, other, within, same) => {
    expect(isSameAnswer(one, other, within)).toBe(same);
  });
});
