import { expect, it } from "vitest";
import { monthlyPriceOf } from "./monthly-price.ts";

const price = monthlyPriceOf({ own: { hosting: { "ml.m5.large": "0.115" } } }, "eu-west-1");

it("is of 730 hours of hosting, by what the fleet pays", () => {
  expect(price("endpoint", "ml.m5.large")).toBeCloseTo(83.95, 6);
});

it("is unknown where no table has the type, and of notebook instances and apps", () => {
  expect(price("endpoint", "ml.new.large")).toBeNull();
  expect(price("notebook-instance", "ml.m5.large")).toBeNull();
  expect(price("studio-app", "ml.m5.large")).toBeNull();
});
