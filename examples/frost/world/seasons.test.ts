import { inRandomOrder } from "@driftwheel/example-shared/world/in-random-order.ts";
import { seededRandom } from "@driftwheel/local/random.ts";
import { describe, expect, it } from "vitest";
import { seasons } from "./seasons.ts";
import { readWeather, type WeatherDay } from "./weather.ts";

function take(days: Iterator<WeatherDay>, count: number): readonly WeatherDay[] {
  return Array.from({ length: count }, () => days.next().value);
}

describe("the days that are served", () => {
  it("are the same for the same seed, and others for another", () => {
    const first = (seed: number) => take(seasons(seededRandom(seed)).seattle(), 20).map(({ date }) => date);
    expect(first(3)).toEqual(first(3));
    expect(first(3)).not.toEqual(first(4));
  });

  it("come once each before any comes again", () => {
    const served = [...inRandomOrder(readWeather().slice(0, 365), 2, seededRandom(5))];
    expect(new Set(served.slice(0, 365)).size).toBe(365);
    expect(served).toHaveLength(730);
  });

  it("are never days that the first champion was made from", () => {
    const { history, seattle } = seasons(seededRandom(6));
    const learned = new Set(history.map(({ date }) => date));
    expect(history).toHaveLength(974);
    expect(take(seattle(), 487).filter(({ date }) => learned.has(date))).toEqual([]);
  });

  it("keep days of New York back for a model that was trained on the first ones", () => {
    const served = take(seasons(seededRandom(6)).newYork(), 1461 + 487);
    const first = new Set(served.slice(0, 1461).map(({ date }) => date));
    const later = new Set(served.slice(1461).map(({ date }) => date));
    expect([first.size, later.size]).toEqual([974, 487]);
    expect([...later].filter((date) => first.has(date))).toEqual([]);
  });
});
