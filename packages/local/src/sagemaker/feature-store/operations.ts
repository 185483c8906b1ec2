import type { Operation } from "../../world.ts";
import type { Shared } from "../context.ts";
import { wire } from "../json.ts";
import { listPage } from "../paging.ts";
import { parse } from "../registry/parse-request.ts";
import { describeFeatureGroup, type FeatureGroup } from "./feature-group.ts";
import type { FeatureGroups } from "./feature-groups.ts";
import { featureGroupReference, listFeatureGroups } from "./request.ts";

/** CreateFeatureGroup and its companions. */
export function featureGroupOperations(
  groups: FeatureGroups,
  { world }: Pick<Shared, "world">,
): ReadonlyMap<string, Operation> {
  return new Map<string, Operation>([
    ["CreateFeatureGroup", async (input) => ({ FeatureGroupArn: groups.create(input).arn })],
    [
      "DescribeFeatureGroup",
      async (input) => {
        const group = groups.find(parse(featureGroupReference, input).FeatureGroupName);
        // All features are on one page.
        return wire({ ...describeFeatureGroup(group, world), NextToken: "" });
      },
    ],
    ["UpdateFeatureGroup", async (input) => ({ FeatureGroupArn: groups.update(input).arn })],
    [
      "DeleteFeatureGroup",
      async (input) => {
        groups.delete(parse(featureGroupReference, input).FeatureGroupName);
        return {};
      },
    ],
    [
      "ListFeatureGroups",
      async (input) => {
        const { SortBy, FeatureGroupStatusEquals, OfflineStoreStatusEquals, ...request } = parse(
          listFeatureGroups,
          input,
        );
        const wanted = [...groups.all()].filter(
          (group) =>
            OfflineStoreStatusEquals === undefined || offlineStatus(group) === OfflineStoreStatusEquals,
        );
        const by =
          SortBy === "FeatureGroupStatus" || SortBy === "OfflineStoreStatus" ? ("Status" as const) : SortBy;
        const { items, ...rest } = listPage(
          wanted,
          { ...request, StatusEquals: FeatureGroupStatusEquals, SortBy: by },
          "Ascending",
        );
        return { FeatureGroupSummaries: items.map(summary), ...rest };
      },
    ],
  ]);
}

function summary(group: FeatureGroup) {
  const { name, arn, creationTime, status, blocked } = group;
  const offline = offlineStatus(group);
  return wire({
    FeatureGroupName: name,
    FeatureGroupArn: arn,
    CreationTime: creationTime,
    FeatureGroupStatus: status,
    OfflineStoreStatus: offline && { Status: offline, BlockedReason: blocked },
  });
}

function offlineStatus({ request, blocked }: FeatureGroup): string | undefined {
  if (!request.OfflineStoreConfig) return undefined;
  return blocked === null ? "Active" : "Blocked";
}
