import { expect, it } from "vitest";
import { fleetOf } from "../testing/fleet.ts";
import { modelOfEndpoint } from "./model-of-endpoint.ts";

const fleet = fleetOf({ tides: {}, "tides-v2": {} });
const modelOf = (endpoint: string) => modelOfEndpoint(endpoint, fleet)?.model ?? null;

it("a challenger's endpoint is of the model that its trial is named after, whatever other models are called", () => {
  expect(modelOfEndpoint("driftwheel-tides-v3-1", fleet)).toMatchObject({
    model: "tides",
    variant: "version-3",
  });
  expect(modelOfEndpoint("tides-prod", fleet)).toMatchObject({ model: "tides", variant: null });
  expect(modelOf("driftwheel-tides-v2-v3-1")).toBe("tides-v2");
  expect(modelOf("driftwheel-tides-v3")).toBeNull();
  expect(modelOf("driftwheel-dunes-v3-1")).toBeNull();
});
