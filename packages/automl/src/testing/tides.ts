import { seededRandom } from "../random.ts";
import type { Table } from "../table/table.ts";

/** Rows of a swell, a berth and a name that never comes twice; with what is asked: a height in metres, or whether a ship is out. */
export function tides(target: "height" | "out", rows: number, seed = 1): Table {
  const random = seededRandom(seed);
  const share = () => random.below(1_000_000) / 1_000_000;
  return {
    columns: ["swell", "berth", "ship", target],
    rows: Array.from({ length: rows }, (_each, index) => {
      const swell = 4 * share();
      const berth = share() < 0.5 ? "north" : "south";
      const height = 2 * swell + (berth === "north" ? 3 : 0) + 0.2 * share();
      const out = height > 5.6 ? "yes" : "no";
      return [
        share() < 0.05 ? "" : swell.toFixed(3),
        berth,
        `ship-${index}`,
        target === "height" ? height.toFixed(3) : out,
      ];
    }),
  };
}
