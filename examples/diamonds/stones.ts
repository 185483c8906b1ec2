import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import * as z from "zod";

/** The columns of a request, in their order. */
const features = ["carat", "cut", "color", "clarity", "depth", "table"] as const;

const text = z.string().min(1);

/** A stone of `data/stones.csv`. What it is priced by is handed on as it is written. */
const stone = z.object({
  carat: text,
  cut: text,
  color: text,
  clarity: text,
  depth: text,
  table: text,
  price: z.coerce.number(),
});

export type Stone = z.infer<typeof stone>;

/** Stones below one carat, and those of one carat and more. */
export function readStones(): { readonly small: readonly Stone[]; readonly large: readonly Stone[] } {
  const file = readFileSync(new URL("data/stones.csv", import.meta.url), "utf8");
  const stones = z.array(stone).parse(parse(file, { columns: true, skip_empty_lines: true }));
  return {
    small: stones.filter(({ carat }) => Number(carat) < 1),
    large: stones.filter(({ carat }) => Number(carat) >= 1),
  };
}

export function rowOf(asked: Stone): string {
  return features.map((name) => asked[name]).join(",");
}

/** As `code/stones.py` reads them. */
export function labelledRows(stones: readonly Stone[]): string {
  const lines = stones.map((one) => `${rowOf(one)},${one.price}\n`);
  return `${features.join(",")},price\n${lines.join("")}`;
}
