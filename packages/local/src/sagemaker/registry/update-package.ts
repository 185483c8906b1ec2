import type { ModelPackage } from "./model-package.ts";
import type { UpdatePackage } from "./requests.ts";

type Changes = { -readonly [Field in keyof ModelPackage]?: ModelPackage[Field] };

/** What an update changes of a package, and the names of its fields as `UpdatedModelPackageFields` lists them. */
export function changesOf(
  modelPackage: ModelPackage,
  request: UpdatePackage,
): { readonly changes: Changes; readonly updated: readonly string[] } {
  const updated: string[] = [];
  const changes: Changes = {};
  if (request.ModelApprovalStatus !== undefined) {
    changes.approvalStatus = request.ModelApprovalStatus;
    updated.push("ModelApprovalStatus");
  }
  if (request.ApprovalDescription !== undefined) {
    changes.approvalDescription = request.ApprovalDescription;
    updated.push("ApprovalDescription");
  }
  if (request.SourceUri !== undefined) {
    changes.sourceUri = request.SourceUri;
    updated.push("sourceUri");
  }
  if (
    request.CustomerMetadataProperties !== undefined ||
    request.CustomerMetadataPropertiesToRemove !== undefined
  ) {
    changes.customerMetadata = changedMetadata(modelPackage, request);
    updated.push("CustomerMetadataProperties");
  }
  if (request.InferenceSpecification !== undefined) {
    changes.inferenceSpecification = request.InferenceSpecification;
    updated.push("InferenceSpecification");
  }
  if (request.AdditionalInferenceSpecificationsToAdd !== undefined) {
    changes.additionalSpecifications = [
      ...modelPackage.additionalSpecifications,
      ...request.AdditionalInferenceSpecificationsToAdd,
    ];
    updated.push("AdditionalInferenceSpecifications");
  }
  if (request.ModelPackageRegistrationType !== undefined) {
    changes.registrationType = request.ModelPackageRegistrationType;
    updated.push("ModelPackageRegistrationType");
  }
  if (request.ModelCard !== undefined) {
    changes.modelCard = request.ModelCard;
    updated.push("ModelCard");
  }
  if (request.ModelLifeCycle !== undefined) {
    changes.lifeCycle = request.ModelLifeCycle;
    updated.push("ModelLifeCycle");
  }
  return { changes, updated };
}

function changedMetadata(
  modelPackage: ModelPackage,
  request: UpdatePackage,
): Readonly<Record<string, string>> {
  const merged = { ...modelPackage.customerMetadata, ...request.CustomerMetadataProperties };
  const removed = new Set(request.CustomerMetadataPropertiesToRemove ?? []);
  return Object.fromEntries(Object.entries(merged).filter(([key]) => !removed.has(key)));
}
