import { readFileSync } from "node:fs";
import { seededRandom } from "@driftwheel/local/random.ts";
import { describe, expect, it } from "vitest";
import fleet from "./driftwheel.config.ts";
import { names, tags } from "./names.ts";
import { diamondsPipeline } from "./pipeline.ts";
import { labelledRows, readStones } from "./stones.ts";
import { diamondsWorld } from "./world.ts";

const read = (file: string) => readFileSync(new URL(file, import.meta.url), "utf8");

describe("the diamonds", () => {
  it("are first small ones, then large ones", () => {
    const { usual, drifted } = diamondsWorld(seededRandom(1));
    const carats = [usual, drifted].map((stretch) => Number(stretch.requests().next().value.carat));
    expect(carats.map((carat) => carat < 1)).toEqual([true, false]);
  });

  it("are labelled with the columns of the scripts", () => {
    const [first] = readStones().small;
    if (!first) throw new Error("There are no stones.");
    expect(labelledRows([first])).toBe("carat,cut,color,clarity,depth,table,price\n0.4,5,5,7,61.7,57,1206\n");
    expect(read("code/stones.py")).toContain(
      'FEATURES = ["carat", "cut", "color", "clarity", "depth", "table"]\nLABEL = "price"',
    );
  });

  it("have a pipeline that takes what the policy gives it", () => {
    expect(diamondsPipeline("http://mlflow.example").Parameters.map(({ Name }) => Name)).toEqual(
      expect.arrayContaining(Object.keys(fleet.models.diamonds?.retrain.parameters ?? {})),
    );
  });

  it("have one name for the package's tag in the pipeline's script and in the receiver", () => {
    expect(read("code/register.py")).toContain(`"${tags.package}": settings.package_arn`);
  });

  it("ask for the MLflow that the tests of senders have", () => {
    const pinned = (file: string) => /^mlflow==.+$/m.exec(read(file))?.[0];
    expect(pinned("requirements.txt")).toBe(pinned("../../test/senders/requirements.txt"));
  });

  it("are of one registered model in MLflow, which the fleet knows", () => {
    expect(fleet.hooks?.mlflow?.registeredModels?.map(({ name }) => name)).toEqual([names.registeredModel]);
  });
});
