import type { Operation } from "../../world.ts";
import { wire } from "../json.ts";
import { listPage } from "../paging.ts";
import type { ModelPackage } from "./model-package.ts";
import type { ModelRegistry } from "./model-registry.ts";
import { packageFacts } from "./package-view.ts";
import { parse } from "./parse-request.ts";
import { createPackage, listPackages, packageReference, updatePackage } from "./requests.ts";

/** CreateModelPackage and its companions. */
export function packageOperations(registry: ModelRegistry): readonly (readonly [string, Operation])[] {
  return [
    [
      "CreateModelPackage",
      async (input) => ({ ModelPackageArn: registry.createPackage(parse(createPackage, input)).arn }),
    ],
    [
      "DescribeModelPackage",
      async (input) => describePackage(registry.package(parse(packageReference, input).ModelPackageName)),
    ],
    [
      "UpdateModelPackage",
      async (input) => ({ ModelPackageArn: registry.updatePackage(parse(updatePackage, input)).arn }),
    ],
    ["ListModelPackages", async (input) => list(registry, input)],
    [
      "DeleteModelPackage",
      async (input) => {
        registry.deletePackage(parse(packageReference, input).ModelPackageName);
      },
    ],
  ];
}

/** The answer of DescribeModelPackage. */
export function describePackage(modelPackage: ModelPackage): Readonly<Record<string, unknown>> {
  const { identity, content, afterModification } = packageFacts(modelPackage);
  const { creationTime: CreationTime, lastModifiedTime: LastModifiedTime } = modelPackage;
  return { ...identity, CreationTime, ...content, LastModifiedTime, ...afterModification, CreatedBy: {} };
}

/** Naming a group lists its versions; without one, only packages outside of groups are listed unless asked. */
function list(registry: ModelRegistry, input: Readonly<Record<string, unknown>>): unknown {
  const request = parse(listPackages, input);
  const group = request.ModelPackageGroupName;
  const inGroup = group === undefined ? null : registry.group(group).name;
  const type = request.ModelPackageType ?? (inGroup === null ? "Unversioned" : "Versioned");
  const wanted = registry
    .allPackages()
    .filter(
      (each) =>
        (inGroup === null || each.group === inGroup) &&
        (type === "Both" || (type === "Versioned") === (each.version !== null)) &&
        (request.ModelApprovalStatus === undefined || each.approvalStatus === request.ModelApprovalStatus),
    );
  const { items, ...rest } = listPage(wanted, request, "Ascending");
  return { ModelPackageSummaryList: items.map(summary), ...rest };
}

function summary(modelPackage: ModelPackage): Readonly<Record<string, unknown>> {
  return wire({
    ModelPackageName: modelPackage.name,
    ModelPackageGroupName: modelPackage.group,
    ModelPackageVersion: modelPackage.version,
    ModelPackageArn: modelPackage.arn,
    ModelPackageDescription: modelPackage.request.ModelPackageDescription,
    CreationTime: modelPackage.creationTime,
    ModelPackageStatus: "Completed",
    ModelApprovalStatus: modelPackage.approvalStatus,
    ModelLifeCycle: modelPackage.lifeCycle,
  });
}
