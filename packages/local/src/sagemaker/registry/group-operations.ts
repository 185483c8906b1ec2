import type { Operation } from "../../world.ts";
import { wire } from "../json.ts";
import { listPage } from "../paging.ts";
import type { ModelPackageGroup } from "./model-package.ts";
import type { ModelRegistry } from "./model-registry.ts";
import { parse } from "./parse-request.ts";
import { createGroup, groupReference, listGroups } from "./requests.ts";

/** CreateModelPackageGroup and its companions. */
export function groupOperations(registry: ModelRegistry): readonly (readonly [string, Operation])[] {
  return [
    [
      "CreateModelPackageGroup",
      async (input) => ({ ModelPackageGroupArn: registry.createGroup(parse(createGroup, input)).arn }),
    ],
    [
      "DescribeModelPackageGroup",
      async (input) => ({
        ...summary(registry.group(parse(groupReference, input).ModelPackageGroupName)),
        CreatedBy: {},
      }),
    ],
    [
      "ListModelPackageGroups",
      async (input) => {
        const request = parse(listGroups, input);
        const { items, ...rest } = listPage(registry.allGroups(), request, "Ascending");
        return { ModelPackageGroupSummaryList: items.map(summary), ...rest };
      },
    ],
    [
      "DeleteModelPackageGroup",
      async (input) => {
        registry.deleteGroup(parse(groupReference, input).ModelPackageGroupName);
      },
    ],
  ];
}

function summary(group: ModelPackageGroup): Readonly<Record<string, unknown>> {
  return wire({
    ModelPackageGroupName: group.name,
    ModelPackageGroupArn: group.arn,
    ModelPackageGroupDescription: group.description,
    CreationTime: group.creationTime,
    ModelPackageGroupStatus: "Completed",
  });
}
