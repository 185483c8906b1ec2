import { expect, it } from "vitest";
import { answersOf } from "./answers.ts";

const given = { endpoint: "tides-prod", pipeline: "tides-train", region: "eu-west-1" };
const answers = (packageGroup: string) => answersOf({ ...given, packageGroup }, {}, { ask: null });

it("a package group is named by its name, or by its ARN where another account shares it", async () => {
  const arn = "arn:aws:sagemaker:eu-west-1:111122223333:model-package-group/Tides";
  expect(await answers("Tides")).toMatchObject({ packageGroup: "Tides", model: "tides" });
  expect(await answers(arn)).toMatchObject({ packageGroup: arn, model: "tides" });
});

it.each(["arn:aws:sagemaker:eu-west-1:111122223333:model-package/tides/3", "low_tides"])(
  "%s is no package group",
  async (packageGroup) => {
    await expect(answers(packageGroup)).rejects.toThrow(
      `--package-group "${packageGroup}" is not a model package group's name, such as frost, or the ARN of one that another account shares.`,
    );
  },
);
