import type { Random } from "@driftwheel/example-shared/world/in-random-order.ts";
import { rowsWorld } from "@driftwheel/example-shared/world/rows-world.ts";
import { inThirds } from "@driftwheel/example-shared/world/thirds.ts";
import type { World } from "@driftwheel/example-shared/world/world.ts";
import { names } from "./names.ts";
import { readWines, rowOf, type Wine } from "./wines.ts";

/** Wines that the first champion is made from. */
export function history(): readonly Wine[] {
  return inThirds(readWines().white).forLearning;
}

/** White wines first, then red ones, in which other measures make a good wine. */
export function wineWorld(random: Random): World<Wine> {
  const { red, white } = readWines();
  return rowsWorld(
    {
      model: "wine",
      right: "rightly judged",
      bucket: names.bucket,
      endpoint: names.endpoint,
      rowOf,
      isRight: ({ asked, predicted }) => predicted > 0.5 === isGood(asked),
      labelled: (served) => labelledRows(served.map(({ at, asked }) => [at, asked])),
      usual: { name: "white wines", begins: "serving white wines", rows: white },
      drifted: {
        name: "red wines",
        begins: "red wines come now; nobody tells Driftwheel",
        rows: red,
      },
    },
    random,
  );
}

function isGood({ quality }: Wine): boolean {
  return quality >= 6;
}

/** As `code/prepare.py` reads them: no header; when it was served, the label, the measures. */
export function labelledRows(wines: readonly (readonly [Date, Wine])[]): string {
  return wines.map(([at, wine]) => `${at.toISOString()},${isGood(wine) ? 1 : 0},${rowOf(wine)}\n`).join("");
}
