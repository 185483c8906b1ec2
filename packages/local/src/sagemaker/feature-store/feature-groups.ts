import { unchanging } from "../../state/state.ts";
import { ServiceError } from "../../world.ts";
import { ByName } from "../by-name.ts";
import { s3Location } from "../containers/s3-location.ts";
import type { Shared } from "../context.ts";
import { invalid, resourceNotFound } from "../errors.ts";
import { eventDetail } from "../json.ts";
import { parse } from "../registry/parse-request.ts";
import { describeFeatureGroup, type FeatureGroup } from "./feature-group.ts";
import {
  type CreateFeatureGroup,
  createFeatureGroup,
  type FeatureDefinition,
  updateFeatureGroup,
} from "./request.ts";

/** A tag by which this AWS blocks the offline store of the feature group, as a person or a lost key does it on AWS. */
const blockedTag = "driftwheel-local:blocked-offline-store";
/** What the offline store adds to each record. */
const reserved = ["is_deleted", "write_time", "api_invocation_time"];

/** All feature groups of the account, without their records. */
export class FeatureGroups {
  private readonly byName: ByName<FeatureGroup>;
  private readonly shared: Shared;
  /** Called when a feature group is gone. */
  readonly onDeleted: ((name: string) => void)[] = [];

  constructor(shared: Shared) {
    this.shared = shared;
    this.byName = new ByName(
      shared.world.state.keep("sagemaker/feature-groups", () => unchanging(this.byName)),
    );
    shared.onRestart(() => {
      for (const group of this.byName.values()) this.goOn(group);
    });
  }

  create(input: Readonly<Record<string, unknown>>): FeatureGroup {
    const request = parse(createFeatureGroup, input);
    check(request);
    const name = request.FeatureGroupName;
    if (this.byName.has(name)) {
      throw new ServiceError(
        "ResourceInUse",
        `Resource Already Exists: FeatureGroup with name ${name} already exists. Choose a different name.`,
      );
    }
    const now = this.shared.now();
    const arn = this.shared.arn("feature-group", name.toLowerCase());
    this.shared.tags.add(arn, request.Tags ?? []);
    const group: FeatureGroup = {
      ...{ name, arn, request, status: "Creating", failureReason: null },
      blocked: request.Tags?.find(({ Key }) => Key === blockedTag)?.Value ?? null,
      ...{ creationTime: now, lastModifiedTime: now, updated: false },
    };
    this.change(group);
    this.goOn(group);
    return group;
  }

  /** @param reference a name or an ARN */
  find(reference: string): FeatureGroup {
    const name = reference.split("/").at(-1) ?? "";
    const group = this.byName.get(name);
    if (!group)
      throw resourceNotFound(
        `Resource Not Found: Amazon SageMaker can't find a FeatureGroup with name ${name}`,
      );
    return group;
  }

  all(): Iterable<FeatureGroup> {
    return this.byName.values();
  }

  update(input: Readonly<Record<string, unknown>>): FeatureGroup {
    const { FeatureGroupName, FeatureAdditions = [], OnlineStoreConfig } = parse(updateFeatureGroup, input);
    const group = this.find(FeatureGroupName);
    if (group.status !== "Created") {
      throw invalid(`FeatureGroup ${group.name} is ${group.status}; it can be updated once it is Created.`);
    }
    const { request } = group;
    const FeatureDefinitions = [...request.FeatureDefinitions, ...FeatureAdditions];
    checkFeatures(FeatureDefinitions);
    const changed: FeatureGroup = {
      ...group,
      request: {
        ...request,
        FeatureDefinitions,
        ...(OnlineStoreConfig
          ? { OnlineStoreConfig: { ...request.OnlineStoreConfig, ...OnlineStoreConfig } }
          : {}),
      },
      lastModifiedTime: this.shared.now(),
      updated: true,
    };
    this.change(changed);
    return changed;
  }

  /** Records of the online store go with it; what is in S3 stays. */
  delete(name: string): void {
    const group = this.find(name);
    const deleting: FeatureGroup = { ...group, status: "Deleting", lastModifiedTime: this.shared.now() };
    this.change(deleting);
    this.goOn(deleting);
  }

  /** What becomes of it by itself. */
  private goOn(group: FeatureGroup): void {
    if (group.status !== "Creating" && group.status !== "Deleting") return;
    const timer = setTimeout(() => {
      if (this.byName.get(group.name) !== group) return;
      if (group.status === "Creating") {
        const failureReason = this.whyNot(group.request);
        const status = failureReason === null ? "Created" : "CreateFailed";
        this.change({ ...group, status, failureReason, lastModifiedTime: this.shared.now() });
        return;
      }
      this.byName.delete(group.name);
      this.shared.tags.forget(group.arn);
      for (const told of this.onDeleted) told(group.name);
    }, this.shared.settings.featureGroupDelay);
    this.shared.onClose(() => clearTimeout(timer));
  }

  /** Where the offline store cannot be written to, the feature group is made in vain. */
  private whyNot({ OfflineStoreConfig }: CreateFeatureGroup): string | null {
    if (!OfflineStoreConfig) return null;
    const { bucket } = s3Location(OfflineStoreConfig.S3StorageConfig.S3Uri);
    return this.shared.world.objects.exists(bucket)
      ? null
      : `Failed to validate the offline store: the bucket ${bucket} does not exist.`;
  }

  private change(group: FeatureGroup): void {
    this.byName.set(group.name, group);
    this.shared.emit(
      "SageMaker Feature Group State Change",
      [group.arn],
      eventDetail({
        ...describeFeatureGroup(group, this.shared.world),
        Tags: this.shared.tags.asMap(group.arn),
      }),
    );
  }
}

function check(request: CreateFeatureGroup): void {
  const {
    RecordIdentifierFeatureName,
    EventTimeFeatureName,
    OnlineStoreConfig,
    OfflineStoreConfig,
    RoleArn,
  } = request;
  const features = checkFeatures(request.FeatureDefinitions);
  for (const [member, name] of [
    ["RecordIdentifierFeatureName", RecordIdentifierFeatureName],
    ["EventTimeFeatureName", EventTimeFeatureName],
  ] as const) {
    if (!features.has(name)) throw invalid(`${member} ${name} is not among the FeatureDefinitions.`);
  }
  if (features.get(EventTimeFeatureName)?.FeatureType === "Integral") {
    throw invalid(
      `The FeatureType of the event time feature ${EventTimeFeatureName} must be Fractional or String.`,
    );
  }
  if (OnlineStoreConfig?.EnableOnlineStore !== true && !OfflineStoreConfig) {
    throw invalid(
      "A FeatureGroup needs an OnlineStoreConfig that enables it, an OfflineStoreConfig, or both.",
    );
  }
  if (OfflineStoreConfig && RoleArn === undefined)
    throw invalid("RoleArn is required where there is an OfflineStoreConfig.");
  if (OfflineStoreConfig?.TableFormat === "Iceberg") {
    throw invalid(
      "Driftwheel's local SageMaker does not implement the table format Iceberg; leave TableFormat out.",
    );
  }
}

function checkFeatures(definitions: readonly FeatureDefinition[]): ReadonlyMap<string, FeatureDefinition> {
  const features = new Map(definitions.map((definition) => [definition.FeatureName, definition]));
  if (features.size < definitions.length) throw invalid("FeatureDefinitions have duplicate feature names.");
  for (const { FeatureName, CollectionType } of definitions) {
    if (reserved.includes(FeatureName)) throw invalid(`FeatureName ${FeatureName} is reserved.`);
    if (CollectionType !== undefined) {
      throw invalid("Driftwheel's local SageMaker does not implement collections; leave CollectionType out.");
    }
  }
  return features;
}
