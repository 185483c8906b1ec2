import type { Operation } from "../../world.ts";
import { wire } from "../json.ts";
import { listPage } from "../paging.ts";
import { parse } from "../registry/parse-request.ts";
import { describeModel, type Models } from "./models.ts";
import { listModels, modelReference } from "./request.ts";

/** CreateModel and its companions. */
export function modelOperations(models: Models): ReadonlyMap<string, Operation> {
  return new Map<string, Operation>([
    ["CreateModel", async (input) => ({ ModelArn: (await models.create(input)).arn })],
    [
      "DescribeModel",
      async (input) => wire(describeModel(models.find(parse(modelReference, input).ModelName))),
    ],
    [
      "DeleteModel",
      async (input) => {
        models.delete(parse(modelReference, input).ModelName);
        return {};
      },
    ],
    [
      "ListModels",
      async (input) => {
        const { items, ...rest } = listPage(models.all(), parse(listModels, input), "Descending");
        const summaries = items.map(({ name, arn, creationTime }) =>
          wire({ ModelName: name, ModelArn: arn, CreationTime: creationTime }),
        );
        return { Models: summaries, ...rest };
      },
    ],
  ]);
}
