import { type State, unchanging } from "../../state/state.ts";
import { invalid } from "../errors.ts";
import type { TagStore } from "../tags/tag-store.ts";
import { packageChanged, type RegistryEvent } from "./events.ts";
import type { ModelPackage, ModelPackageGroup } from "./model-package.ts";
import { conflict, doesNotExist, tagsOnVersion } from "./registry-errors.ts";
import type { Container, CreateGroup, CreatePackage, UpdatePackage } from "./requests.ts";
import { changesOf } from "./update-package.ts";

export interface RegistryPorts {
  arn(kind: "model-package" | "model-package-group", name: string): string;
  readonly tags: TagStore;
  readonly state: State;
  announce(event: RegistryEvent): void;
  now(): Date;
}

/** Model package groups and the packages in them: all state of the registry, and the rules it keeps. */
export class ModelRegistry {
  private readonly groups: Map<string, ModelPackageGroup>;
  private readonly packages: Map<string, ModelPackage>;
  /** ARN of the package that a client token made. */
  private readonly tokens: Map<string, string>;
  private readonly ports: RegistryPorts;

  constructor(ports: RegistryPorts) {
    this.ports = ports;
    const { state } = ports;
    this.groups = new Map(state.keep("sagemaker/model-package-groups", () => unchanging(this.groups)));
    this.packages = new Map(state.keep("sagemaker/model-packages", () => unchanging(this.packages)));
    this.tokens = new Map(state.keep("sagemaker/model-package-tokens", () => unchanging(this.tokens)));
  }

  createGroup(request: CreateGroup): ModelPackageGroup {
    const name = request.ModelPackageGroupName;
    const arn = this.ports.arn("model-package-group", name);
    if (this.groups.has(name)) throw invalid(`Model Package Group already exists: ${arn}`);
    const group = {
      name,
      arn,
      description: request.ModelPackageGroupDescription ?? null,
      creationTime: this.ports.now(),
      lastVersion: 0,
    };
    this.groups.set(name, group);
    this.ports.tags.add(arn, request.Tags ?? []);
    return group;
  }

  /**
   * A version that a pipeline registers; its group is made if there is none, as the service does: the Python SDK, which
   * makes groups itself otherwise, leaves it to the pipeline.
   */
  registerByPipeline(request: CreatePackage): ModelPackage {
    const name = request.ModelPackageGroupName;
    if (name !== undefined && !name.startsWith("arn:") && !this.groups.has(name)) {
      this.createGroup({ ModelPackageGroupName: name });
    }
    return this.createPackage(request);
  }

  /** Finds a group by its name or ARN. */
  group(reference: string): ModelPackageGroup {
    const name = reference.replace(/^arn:.*:model-package-group\//, "");
    const arn = this.ports.arn("model-package-group", name);
    const group = this.groups.get(name);
    // Another account's group of the same name is another group, and there is no other account here.
    const foreign = reference.startsWith("arn:") && reference !== arn;
    if (group === undefined || foreign) throw doesNotExist("ModelPackageGroup", foreign ? reference : arn);
    return group;
  }

  deleteGroup(reference: string): void {
    const group = this.group(reference);
    if ([...this.packages.values()].some((each) => each.group === group.name)) {
      throw conflict(
        `ModelPackageGroup ${group.arn} cannot be deleted because it still contains model packages.`,
      );
    }
    this.groups.delete(group.name);
    this.ports.tags.forget(group.arn);
  }

  createPackage(request: CreatePackage): ModelPackage {
    const made = request.ClientToken === undefined ? undefined : this.tokens.get(request.ClientToken);
    const existing = made === undefined ? undefined : this.packages.get(made);
    if (existing !== undefined) return existing;
    const modelPackage = this.newPackage(request);
    this.packages.set(modelPackage.arn, modelPackage);
    if (request.ClientToken !== undefined) this.tokens.set(request.ClientToken, modelPackage.arn);
    this.ports.tags.add(modelPackage.arn, request.Tags ?? []);
    this.ports.announce(packageChanged(modelPackage, null));
    return modelPackage;
  }

  private newPackage(request: CreatePackage): ModelPackage {
    const place = this.takePlace(request);
    const now = this.ports.now();
    return {
      ...place,
      arn: this.ports.arn("model-package", place.name),
      creationTime: now,
      lastModifiedTime: now,
      approvalStatus: request.ModelApprovalStatus ?? (place.group === null ? null : "PendingManualApproval"),
      approvalDescription: null,
      inferenceSpecification: request.InferenceSpecification ?? null,
      customerMetadata: request.CustomerMetadataProperties ?? null,
      lifeCycle: request.ModelLifeCycle ?? null,
      sourceUri: request.SourceUri ?? null,
      registrationType: request.ModelPackageRegistrationType ?? null,
      additionalSpecifications: request.AdditionalInferenceSpecifications ?? [],
      modelCard: request.ModelCard ?? null,
      request,
      updateTokens: new Set(),
    };
  }

  /** Wordings of the two refusals: https://github.com/getmoto/moto/pull/7165 */
  private takePlace(request: CreatePackage): Pick<ModelPackage, "name" | "group" | "version"> {
    const { ModelPackageGroupName: groupName, ModelPackageName: name } = request;
    if (groupName !== undefined && name !== undefined) {
      throw invalid(
        "Both ModelPackageName and ModelPackageGroupName are provided in the input. Cannot determine which one to use.",
      );
    }
    if (groupName !== undefined) {
      if ((request.Tags ?? []).length > 0) throw tagsOnVersion();
      const group = this.group(groupName);
      const version = group.lastVersion + 1;
      this.groups.set(group.name, { ...group, lastVersion: version });
      return { name: `${group.name}/${version}`, group: group.name, version };
    }
    if (name === undefined) throw invalid("Missing ARN.");
    const arn = this.ports.arn("model-package", name);
    if (this.packages.has(arn)) throw invalid(`ModelPackage already exists: ${arn}`);
    return { name, group: null, version: null };
  }

  /** Finds a package by its ARN, by `<group>/<version>` or by its own name. */
  package(reference: string): ModelPackage {
    const arn = reference.startsWith("arn:") ? reference : this.ports.arn("model-package", reference);
    const modelPackage = this.packages.get(arn);
    if (modelPackage === undefined) throw doesNotExist("ModelPackage", arn);
    return modelPackage;
  }

  /** Changes what the request names and tells it; a repeated client token changes and tells nothing. */
  updatePackage(request: UpdatePackage): ModelPackage {
    const before = this.package(request.ModelPackageArn);
    const token = request.ClientToken;
    if (token !== undefined && before.updateTokens.has(token)) return before;
    const { changes, updated } = changesOf(before, request);
    const modelPackage: ModelPackage = {
      ...before,
      ...changes,
      updateTokens: new Set([...before.updateTokens, ...(token === undefined ? [] : [token])]),
      lastModifiedTime: updated.length === 0 ? before.lastModifiedTime : this.ports.now(),
    };
    this.packages.set(modelPackage.arn, modelPackage);
    if (updated.length > 0) this.ports.announce(packageChanged(modelPackage, updated));
    return modelPackage;
  }

  deletePackage(reference: string): void {
    const modelPackage = this.package(reference);
    this.packages.delete(modelPackage.arn);
    this.ports.tags.forget(modelPackage.arn);
  }

  /** The newest version of a group that is approved; null when none is. */
  latestApproved(reference: string): ModelPackage | null {
    const { name } = this.group(reference);
    const approved = [...this.packages.values()].filter(
      ({ group, approvalStatus }) => group === name && approvalStatus === "Approved",
    );
    return approved.toSorted((one, other) => (other.version ?? 0) - (one.version ?? 0))[0] ?? null;
  }

  /** What an endpoint needs to serve a package: its containers, with `Image` and `ModelDataUrl`. */
  containers(reference: string): readonly Container[] {
    return this.package(reference).inferenceSpecification?.Containers ?? [];
  }

  allGroups(): readonly ModelPackageGroup[] {
    return [...this.groups.values()];
  }

  allPackages(): readonly ModelPackage[] {
    return [...this.packages.values()];
  }
}
