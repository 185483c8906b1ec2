import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import * as z from "zod";

/** The columns of a request, in their order. */
export const features = [
  "fixed_acidity",
  "volatile_acidity",
  "citric_acid",
  "residual_sugar",
  "chlorides",
  "free_sulfur_dioxide",
  "total_sulfur_dioxide",
  "density",
  "pH",
  "sulphates",
  "alcohol",
] as const;

type Feature = (typeof features)[number];

/** A wine of `data/wines.csv`. Measures are handed on as they are written. */
const wine = z.object({
  ...(Object.fromEntries(features.map((name) => [name, z.string()])) as Record<Feature, z.ZodString>), // one for each name
  kind: z.enum(["red", "white"]),
  quality: z.coerce.number(),
});

export type Wine = z.infer<typeof wine>;

/** The wines of each kind. */
export function readWines(): { readonly red: readonly Wine[]; readonly white: readonly Wine[] } {
  const file = readFileSync(new URL("data/wines.csv", import.meta.url), "utf8");
  const wines = z.array(wine).parse(parse(file, { columns: true, skip_empty_lines: true }));
  return {
    red: wines.filter(({ kind }) => kind === "red"),
    white: wines.filter(({ kind }) => kind === "white"),
  };
}

export function rowOf(asked: Wine): string {
  return features.map((name) => asked[name]).join(",");
}
