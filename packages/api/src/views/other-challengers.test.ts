import { has, looksUntil, modelOfSeveral, trialOf } from "@driftwheel/core/decider/testing/several.ts";
import { describe, expect, it } from "vitest";
import { modelView } from "./model-view.ts";
import { rolloutProgressOf } from "./rollout-progress.ts";
import { rolloutsOf } from "./rollouts.ts";

const worse = { successes: 220 };
const best = { successes: 370 };

describe("several challengers in the API", () => {
  it("are all of the running rollout, each with its counts and the champion's beside it", () => {
    const meadow = trialOf(modelOfSeveral(), 2, 3);
    const { rollout } = modelView(meadow.state, meadow.policy, [], []);
    expect(rollout).toMatchObject({
      weight: 10,
      challenger: { version: 3 },
      others: [{ challenger: { version: 2, variant: "version-2", trials: 0 }, champion: { trials: 0 } }],
    });
  });

  it("stay with what became of them, whichever was the first", () => {
    const meadow = trialOf(modelOfSeveral(), 2, 3, 4);
    looksUntil(meadow, { 4: worse }, has("challenger-dropped"));
    meadow.settle();
    expect(rolloutsOf(meadow.written)).toMatchObject([
      {
        result: "running",
        challenger: { version: 3 },
        others: [
          { challenger: { version: 4 }, ended: "rolled-back", reason: expect.stringContaining("worse") },
          { challenger: { version: 2 }, ended: "running", reason: null },
        ],
      },
    ]);
    looksUntil(meadow, { 2: best }, has("challenger-dropped"));
    meadow.settle();
    const [ended] = rolloutsOf(meadow.written);
    expect(ended).toMatchObject({ result: "promoted", challenger: { version: 2 } });
    expect(ended?.others?.map(({ challenger, ended: how }) => [challenger.version, how])).toEqual([
      [3, "superseded"],
      [4, "rolled-back"],
    ]);
  });

  it("are rolled back together", () => {
    const meadow = trialOf(modelOfSeveral(), 2, 3);
    meadow.give({ name: "roll-back" });
    meadow.settle();
    expect(rolloutsOf(meadow.written)).toMatchObject([
      { result: "rolled-back", others: [{ challenger: { version: 2 }, ended: "rolled-back" }] },
    ]);
  });

  it("have their looks apart: points of the one that was promoted, and the last of each other", () => {
    const meadow = trialOf(modelOfSeveral(), 2, 3);
    looksUntil(meadow, { 2: best }, has("challenger-dropped"));
    meadow.settle();
    const looks = meadow.written.filter(({ kind }) => kind === "rollout-looked").length / 2;
    const page = { after: 0, limit: 500 };
    const progress = rolloutProgressOf("meadow-v3-1", meadow.written, meadow.policy, page);
    expect(progress?.points.map(({ look }) => look)).toEqual(
      Array.from({ length: looks }, (_, at) => at + 1),
    );
    expect(progress?.points.at(-1)).toMatchObject({
      challenger: { outcomes: 400 * looks, good: 370 * looks },
      champion: { outcomes: 400 * looks },
    });
    expect(progress?.others).toMatchObject([
      {
        challenger: { version: 3 },
        ended: "superseded",
        point: { look: looks, challenger: { good: 300 * looks } },
      },
    ]);
  });
});
