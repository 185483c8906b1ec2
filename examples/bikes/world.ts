import type { Random } from "@driftwheel/example-shared/world/in-random-order.ts";
import { rowsWorld } from "@driftwheel/example-shared/world/rows-world.ts";
import { inThirds } from "@driftwheel/example-shared/world/thirds.ts";
import type { World } from "@driftwheel/example-shared/world/world.ts";
import { features, type Hour, readHours, rowOf } from "./hours.ts";
import { names } from "./names.ts";

/** Hours that the first champion is made from. */
export function history(): readonly Hour[] {
  return inThirds(readHours().winter).forLearning;
}

/** Winter first, when few ride; then the summer of a year in which the service had grown. */
export function bikesWorld(random: Random): World<Hour> {
  const { winter, summer } = readHours();
  return rowsWorld(
    {
      model: "bikes",
      right: "within 30%",
      bucket: names.bucket,
      endpoint: names.endpoint,
      rowOf,
      isRight: ({ asked, predicted }) => Math.abs(predicted - asked.rides) <= Math.max(0.3 * asked.rides, 10),
      labelled: (served) => labelledRows(served.map(({ at, asked }) => [at, asked])),
      usual: { name: "winter 2011", begins: "serving hours of the winter", rows: winter },
      drifted: {
        name: "summer 2012",
        begins: "a summer's hours come now; nobody tells Driftwheel",
        rows: summer,
      },
    },
    random,
  );
}

/** As `code/prepare.py` reads them. */
export function labelledRows(hours: readonly (readonly [Date, Hour])[]): string {
  const lines = hours.map(([at, hour]) => `${at.toISOString()},${rowOf(hour)},${hour.rides}`);
  return `${["served_at,", features.join(","), ",rides"].join("")}\n${lines.join("\n")}\n`;
}
