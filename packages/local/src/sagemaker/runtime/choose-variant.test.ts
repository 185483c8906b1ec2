import { expect, it } from "vitest";
import type { Variant } from "../endpoints/endpoint.ts";
import { chooseVariant } from "./choose-variant.ts";

/** Only name and weight decide. */
function variant(name: string, currentWeight: number): Variant {
  return { name, currentWeight } as Variant;
}

function chosen(weights: readonly number[], random: number): string | undefined {
  const variants = weights.map((weight, index) => variant(String(index), weight));
  return chooseVariant(variants, () => random)?.name;
}

it("gives each variant its share of the numbers from 0 to 1", () => {
  const names = [0, 0.24, 0.26, 0.5, 0.99].map((random) => chosen([1, 1, 2], random));
  expect(names).toEqual(["0", "0", "1", "2", "2"]);
});

it("never takes a variant of weight zero while another has weight", () => {
  expect([0, 0.5, 0.999999].map((random) => chosen([0, 3, 0], random))).toEqual(["1", "1", "1"]);
});

it("treats all alike when none has weight", () => {
  expect([0, 0.6].map((random) => chosen([0, 0], random))).toEqual(["0", "1"]);
});

it("finds none where there is none", () => {
  expect(chooseVariant([], () => 0)).toBeNull();
});
