import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { missing } from "../../../../test/runner/skipped.ts";
import { targetVariant } from "./target-variant.ts";

interface Vector {
  readonly unit: string;
  readonly salt: string;
  readonly weights: Readonly<Record<string, number>>;
  readonly variant: string | null;
}

/** Where the Python file lies that teams copy, and what both are held to. */
const folder = join(import.meta.dirname, "../../../../docs/guides/traffic");
const vectors: readonly Vector[] = JSON.parse(readFileSync(join(folder, "assignments.json"), "utf8"));

function endpointOf(weights: Readonly<Record<string, number>>, config = "tide-v5-1-trial") {
  return {
    EndpointConfigName: config,
    ProductionVariants: Object.entries(weights).map(([VariantName, CurrentWeight]) => ({
      VariantName,
      CurrentWeight,
    })),
  };
}

const ramp = (challenger: number) => endpointOf({ "version-4": 100 - challenger, "version-5": challenger });
const users = Array.from({ length: 20_000 }, (_, user) => `user-${user}`);
const onTrial = (challenger: number, config?: string) =>
  users.filter(
    (user) =>
      targetVariant(user, { ...ramp(challenger), ...(config && { EndpointConfigName: config }) }) ===
      "version-5",
  );

describe("the variant that a unit is sent to", () => {
  it("is that of the shared vectors", () => {
    for (const { unit, salt, weights, variant } of vectors) {
      expect(targetVariant(unit, endpointOf(weights, salt)) ?? null, `${salt}, ${unit}`).toBe(variant);
    }
    expect(new Set(vectors.map(({ variant }) => variant)).size).toBeGreaterThan(3);
  });

  it.skipIf(missing("Python", "python3", "--version"))("is the same in Python", () => {
    const program = `
import json, sys
sys.path.insert(0, sys.argv[1])
from target_variant import target_variant
vectors = json.load(open(sys.argv[1] + "/assignments.json", encoding="utf-8"))
def variant(vector):
    weights = [{"VariantName": name, "CurrentWeight": weight} for name, weight in vector["weights"].items()]
    return target_variant(vector["unit"], {"EndpointConfigName": vector["salt"], "ProductionVariants": weights})
print(json.dumps([variant(vector) for vector in vectors]))`;
    const said = execFileSync("python3", ["-B", "-c", program, folder], { encoding: "utf8" });
    expect(JSON.parse(said)).toEqual(vectors.map(({ variant }) => variant));
  });

  it.each([1, 10, 25, 50, 90])("is the challenger for %i of 100 units", (percent) => {
    const share = percent / 100;
    const far = 4 * Math.sqrt((share * (1 - share)) / users.length);
    expect(Math.abs(onTrial(percent).length / users.length - share)).toBeLessThan(far);
  });

  it("stays the challenger while its share grows, whatever the variants are called and in whatever order told", () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.tuple(
          fc.double({ min: 0.001, max: 1, noNaN: true }),
          fc.double({ min: 0.001, max: 1, noNaN: true }),
        ),
        fc.constantFrom("aaa", "zzz"),
        fc.boolean(),
        (unit, shares, challenger, isTurned) => {
          const [less, more] = [Math.min(...shares), Math.max(...shares)];
          const at = (share: number) => {
            const { ProductionVariants, ...others } = endpointOf({ main: 1 - share, [challenger]: share });
            const told = isTurned ? ProductionVariants.toReversed() : ProductionVariants;
            return targetVariant(unit, { ...others, ProductionVariants: told });
          };
          if (at(less) === challenger) expect([challenger, undefined]).toContain(at(more));
        },
      ),
    );
  });

  it("is drawn anew for each trial, and not where a salt says so", () => {
    const before = new Set(onTrial(50));
    const both = onTrial(50, "tide-v6-1-trial").filter((user) => before.has(user)).length;
    expect(both / before.size).toBeCloseTo(0.5, 1);
    for (const user of users.slice(0, 100)) {
      const salted = (config: string) =>
        targetVariant(user, { ...ramp(50), EndpointConfigName: config }, "always");
      expect(salted("one")).toBe(salted("other"));
    }
  });

  it("is left out where no trial divides the traffic", () => {
    expect(targetVariant("ann", endpointOf({ main: 1 }))).toBeUndefined();
    expect(targetVariant("ann", endpointOf({ "version-4": 0, "version-5": 100 }))).toBeUndefined();
    expect(targetVariant("ann", {})).toBeUndefined();
  });
});
