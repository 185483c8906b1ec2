import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/runner/temporary-folder.ts";
import { forEachModel } from "./each-model.ts";
import { loadFleet, policyOf } from "./fleet.ts";

const folder = temporaryFolder();

const fleetWith = (drift: object) =>
  `export default { models: { tides: { endpoint: "tides-prod", drift: ${JSON.stringify(drift)}, rollout: { lookEvery: 300_000 } } } };`;

describe("the fleet", () => {
  it("is the repository's own unless another module is named", async () => {
    const own = await loadFleet(null);
    expect(Object.keys(own.models).length).toBeGreaterThan(0);
    const file = join(folder, "fleet.mjs");
    writeFileSync(file, fleetWith({}));
    expect(policyOf(await loadFleet(file), "tides").endpoint).toBe("tides-prod");
  });

  it("is not any module", async () => {
    const file = join(folder, "other.mjs");
    writeFileSync(file, "export default { models: 3 };");
    await expect(loadFleet(file)).rejects.toThrow("exports no fleet");
  });

  it("is refused with the place of an expression that is no JMESPath", async () => {
    const file = join(folder, "expression.mjs");
    writeFileSync(file, fleetWith({ features: "body.[" }));
    await expect(loadFleet(file)).rejects.toThrow(
      /models\.tides\.drift\.features is "body\.\[": no JMESPath, /,
    );
  });

  it("that is refused, or is not there, is named with the reason", async () => {
    const file = join(folder, "refused.mjs");
    writeFileSync(file, 'throw new Error("models.tides.endpoint is missing");');
    await expect(loadFleet(file)).rejects.toThrow(
      `${file} cannot be loaded. models.tides.endpoint is missing`,
    );
    await expect(loadFleet(join(folder, "none.mjs"))).rejects.toThrow(
      "none.mjs cannot be loaded. Cannot find",
    );
  });

  it("gives every model its turn, though one fails", async () => {
    const { models } = await loadFleet(null);
    const [first] = Object.values(models);
    if (!first) throw new Error("the fleet is empty");
    const turns: string[] = [];
    const all = forEachModel({ models: { one: first, two: first, three: first } }, async (model) => {
      turns.push(model);
      if (model === "two") throw new Error("no baseline");
    });
    await expect(all).rejects.toThrow("two: no baseline");
    expect(turns).toEqual(["one", "two", "three"]);
  });
});
