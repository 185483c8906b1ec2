import { expect, it } from "vitest";
import { monthlyPriceOf } from "./monthly-price.ts";

const own = { hosting: { "ml.m5.large": "0.115" }, notebook: { "ml.m5.large": "0.12" } };
const price = monthlyPriceOf({ own }, "eu-west-1");

it("is of 730 hours, by what the fleet pays for this use", () => {
  expect(price("hosting", "ml.m5.large")).toBeCloseTo(83.95, 6);
  expect(price("notebook", "ml.m5.large")).toBeCloseTo(87.6, 6);
});

it("is unknown where no table has the type for this use, whatever it costs for another", () => {
  expect(price("hosting", "ml.new.large")).toBeNull();
  expect(price("studio-jupyterlab", "ml.m5.large")).toBeNull();
});

it("is known of notebook instances and JupyterLab where the table that is shipped has them", () => {
  const shipped = monthlyPriceOf(undefined, "us-east-1");
  expect(shipped("notebook", "ml.t3.medium")).toBeCloseTo(36.5, 6);
  expect(shipped("studio-jupyterlab", "ml.g5.xlarge")).toBeCloseTo(1_029.3, 6);
  expect(shipped("studio-code-editor", "ml.t3.medium")).toBeNull();
});
