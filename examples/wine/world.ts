import { InvokeEndpointCommand } from "@aws-sdk/client-sagemaker-runtime";
import { inRandomOrder, type Random } from "@driftwheel/example-shared/world/in-random-order.ts";
import type { World } from "@driftwheel/example-shared/world/world.ts";
import { names } from "./names.ts";
import { readWines, rowOf, type Wine } from "./wines.ts";

/** The first two of three wines are for learning; the third is for serving, and no model has seen it. */
const isForServing = (_: Wine, place: number) => place % 3 === 2;

/** Wines that the first champion is made from. */
export function history(): readonly Wine[] {
  return readWines().white.filter((wine, place) => !isForServing(wine, place));
}

/** White wines first, then red ones, in which other measures make a good wine. */
export function wineWorld(random: Random): World<Wine> {
  const { red, white } = readWines();
  return {
    model: "wine",
    right: "rightly judged",
    bucket: names.bucket,
    endpoint: names.endpoint,
    isRight: ({ asked, predicted }) => predicted > 0.5 === isGood(asked),
    labelled: (served) => labelledRows(served.map(({ at, asked }) => [at, asked])),
    ask: (runtime) => async (asked, inferenceId) => {
      const response = await runtime.send(
        new InvokeEndpointCommand({
          EndpointName: names.endpoint,
          ContentType: "text/csv",
          Accept: "text/csv",
          InferenceId: inferenceId,
          Body: rowOf(asked),
        }),
      );
      return {
        variant: response.InvokedProductionVariant ?? "unknown",
        predicted: Number(response.Body?.transformToString()),
      };
    },
    usual: {
      name: "white wines",
      begins: "serving white wines",
      requests: () => inRandomOrder(white.filter(isForServing), Number.POSITIVE_INFINITY, random),
    },
    drifted: {
      name: "red wines",
      begins: "red wines come now; nobody tells Driftwheel",
      *requests() {
        yield* inRandomOrder(
          red.filter((wine, place) => !isForServing(wine, place)),
          1,
          random,
        );
        yield* inRandomOrder(red.filter(isForServing), Number.POSITIVE_INFINITY, random);
      },
    },
    pace: {
      requestsPerSecond: 40,
      concurrency: 20,
      beforeDrift: 20_000,
      afterRollout: 8_000,
      deadline: 300_000,
      withoutDrift: 90_000,
    },
  };
}

function isGood({ quality }: Wine): boolean {
  return quality >= 6;
}

/** As `code/prepare.py` reads them: no header; when it was served, the label, the measures. */
export function labelledRows(wines: readonly (readonly [Date, Wine])[]): string {
  return wines.map(([at, wine]) => `${at.toISOString()},${isGood(wine) ? 1 : 0},${rowOf(wine)}\n`).join("");
}
