import type { ModelPackage } from "./model-package.ts";
import type { UpdatePackage } from "./requests.ts";

/** Applies an update and names its fields, as `UpdatedModelPackageFields` lists them. */
export function applyUpdate(modelPackage: ModelPackage, request: UpdatePackage): readonly string[] {
  const updated: string[] = [];
  if (request.ModelApprovalStatus !== undefined) {
    modelPackage.approvalStatus = request.ModelApprovalStatus;
    updated.push("ModelApprovalStatus");
  }
  if (request.ApprovalDescription !== undefined) {
    modelPackage.approvalDescription = request.ApprovalDescription;
    updated.push("ApprovalDescription");
  }
  if (request.SourceUri !== undefined) {
    modelPackage.sourceUri = request.SourceUri;
    updated.push("sourceUri");
  }
  if (
    request.CustomerMetadataProperties !== undefined ||
    request.CustomerMetadataPropertiesToRemove !== undefined
  ) {
    modelPackage.customerMetadata = changedMetadata(modelPackage, request);
    updated.push("CustomerMetadataProperties");
  }
  if (request.InferenceSpecification !== undefined) {
    modelPackage.inferenceSpecification = request.InferenceSpecification;
    updated.push("InferenceSpecification");
  }
  if (request.AdditionalInferenceSpecificationsToAdd !== undefined) {
    modelPackage.additionalSpecifications = [
      ...modelPackage.additionalSpecifications,
      ...request.AdditionalInferenceSpecificationsToAdd,
    ];
    updated.push("AdditionalInferenceSpecifications");
  }
  if (request.ModelPackageRegistrationType !== undefined) {
    modelPackage.registrationType = request.ModelPackageRegistrationType;
    updated.push("ModelPackageRegistrationType");
  }
  if (request.ModelCard !== undefined) {
    modelPackage.modelCard = request.ModelCard;
    updated.push("ModelCard");
  }
  if (request.ModelLifeCycle !== undefined) {
    modelPackage.lifeCycle = request.ModelLifeCycle;
    updated.push("ModelLifeCycle");
  }
  return updated;
}

function changedMetadata(
  modelPackage: ModelPackage,
  request: UpdatePackage,
): Readonly<Record<string, string>> {
  const merged = { ...modelPackage.customerMetadata, ...request.CustomerMetadataProperties };
  const removed = new Set(request.CustomerMetadataPropertiesToRemove ?? []);
  return Object.fromEntries(Object.entries(merged).filter(([key]) => !removed.has(key)));
}
