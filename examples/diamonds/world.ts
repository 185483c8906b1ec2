import type { Random } from "@driftwheel/example-shared/world/in-random-order.ts";
import { rowsWorld } from "@driftwheel/example-shared/world/rows-world.ts";
import type { World } from "@driftwheel/example-shared/world/world.ts";
import { names } from "./names.ts";
import { labelledRows, readStones, rowOf, type Stone } from "./stones.ts";

/** Small stones first; then the house buys large ones, whose prices no small one tells. */
export function diamondsWorld(random: Random): World<Stone> {
  const { small, large } = readStones();
  return rowsWorld(
    {
      model: "diamonds",
      right: "within 15%",
      bucket: names.bucket,
      endpoint: names.endpoint,
      rowOf,
      isRight: ({ asked, predicted }) => Math.abs(predicted - asked.price) <= 0.15 * asked.price,
      labelled: (served) => labelledRows(served.map(({ asked }) => asked)),
      usual: { name: "stones below a carat", begins: "pricing stones of less than a carat", rows: small },
      drifted: {
        name: "stones of a carat and more",
        begins: "stones of a carat and more come now",
        rows: large,
      },
    },
    random,
  );
}
