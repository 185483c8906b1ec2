import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");

/** Files of the product that hold the name of an SDK command. */
function filesWith(command: string): readonly string[] {
  return globSync("{packages/{core,aws,api,cli,webhooks}/src,functions}/**/*.ts", { cwd: root })
    .filter((file) => !file.endsWith(".test.ts") && !file.includes("/testing/"))
    .filter((file) => new RegExp(`\\b${command}\\b`).test(readFileSync(join(root, file), "utf8")))
    .toSorted();
}

it("an endpoint is written to where the comparison with what is expected is asked for by type, and nowhere else", () => {
  expect(filesWith("UpdateEndpointCommand")).toEqual([
    "packages/aws/src/effects/endpoint/update-endpoint.ts",
  ]);
  expect(filesWith("UpdateEndpointWeightsAndCapacitiesCommand")).toEqual([
    "packages/aws/src/effects/endpoint/raise-capacity.ts",
    "packages/aws/src/effects/endpoint/shift-weights.ts",
  ]);
  // Both compare a component in the line before.
  expect(filesWith("UpdateInferenceComponentCommand")).toEqual([
    "packages/aws/src/effects/components/replace-model.ts",
  ]);
  expect(filesWith("CreateInferenceComponentCommand")).toEqual([
    "packages/aws/src/effects/components/create-component.ts",
  ]);
  for (const file of ["update-endpoint.ts", "raise-capacity.ts", "shift-weights.ts"]) {
    expect(readFileSync(join(root, "packages/aws/src/effects/endpoint", file), "utf8")).toMatch(
      /\{ name \}: ComparedEndpoint\b/,
    );
  }
});
