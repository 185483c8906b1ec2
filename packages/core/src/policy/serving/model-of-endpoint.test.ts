import { expect, it } from "vitest";
import { fleetOf } from "../testing/fleet.ts";
import { modelOfEndpoint } from "./model-of-endpoint.ts";

const fleet = fleetOf({ tides: {}, "tides-v2": {} });
const modelOf = (endpoint: string) => modelOfEndpoint(endpoint, fleet)?.model ?? null;

it("a challenger's endpoint is of the model that its trial is named after, whatever other models are called", () => {
  expect(modelOf("driftwheel-tides-v3-1")).toBe("tides");
  expect(modelOf("driftwheel-tides-v2-v3-1")).toBe("tides-v2");
  expect(modelOf("driftwheel-tides-v3")).toBeNull();
  expect(modelOf("driftwheel-dunes-v3-1")).toBeNull();
});
