import * as z from "zod/mini";
import { sideCells } from "./pair.ts";

const cuts = z.nullable(
  z
    .array(z.number("a number"), "a list of three rising numbers at most, or null")
    .check(
      z.refine(
        (numbers) =>
          numbers.length < sideCells &&
          numbers.every((cut, place) => place === 0 || cut > (numbers[place - 1] ?? cut)),
        "a list of three rising numbers at most, or null",
      ),
    ),
);

const name = z.string("a feature's name");

/** A pair as statistics.json has it. */
export const pairField = z.object(
  {
    features: z.tuple([name, name], "the names of two features"),
    cuts: z.tuple([cuts, cuts], "a list of two, one for each feature"),
    cells: z
      .array(z.number("a count, 0 or more").check(z.gte(0, "a count, 0 or more")), "a list of 16 counts")
      .check(z.length(sideCells * sideCells, "a list of 16 counts")),
  },
  "an object with features, cuts and cells",
);
