import { expect, it } from "vitest";
import { addressOf, placeAt } from "./routes.ts";

it("each page's address leads to it, with what it names", () => {
  const address = addressOf("entry", { model: "tide/a b", sequence: "42" }, { kind: "x", none: "" });
  expect(address).toBe("#/models/tide%2Fa%20b/entries/42?kind=x");
  expect(placeAt(address)).toEqual({
    route: "entry",
    parameters: { model: "tide/a b", sequence: "42" },
    query: { kind: "x" },
  });
  expect(placeAt("")).toEqual({ route: "fleet", parameters: {}, query: {} });
  expect(placeAt("#/models/tide/drift").route).toBe("drift");
});

it("an address of no page, or one that cannot be decoded, leads nowhere and breaks nothing", () => {
  expect(placeAt("#/nowhere").route).toBeNull();
  expect(placeAt("#/models/%E0%A4%A").parameters).toEqual({ model: "%E0%A4%A" });
});
