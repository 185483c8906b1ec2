import { z } from "zod";

/**
 * The registry's requests. Members that are only kept and shown again are not looked into.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModelPackage.html
 */
const tags = z.array(z.object({ Key: z.string(), Value: z.string() }));
const approvalStatus = z.enum(["Approved", "Rejected", "PendingManualApproval"]);
const customerMetadata = z.record(z.string(), z.string());
const lifeCycle = z.object({
  Stage: z.string(),
  StageStatus: z.string(),
  StageDescription: z.string().optional(),
});
const container = z.looseObject({
  Image: z.string(),
  ModelDataUrl: z.string().optional(),
  Environment: z.record(z.string(), z.string()).optional(),
});
const inferenceSpecification = z.looseObject({ Containers: z.array(container) });

export const groupReference = z.object({ ModelPackageGroupName: z.string() });

export const createGroup = z.object({
  ModelPackageGroupName: z.string(),
  ModelPackageGroupDescription: z.string().optional(),
  Tags: tags.optional(),
});

const keptAsGiven = {
  ModelPackageDescription: z.string().optional(),
  ValidationSpecification: z.json().optional(),
  SourceAlgorithmSpecification: z.json().optional(),
  MetadataProperties: z
    .object({
      CommitId: z.string().optional(),
      Repository: z.string().optional(),
      GeneratedBy: z.string().optional(),
      ProjectId: z.string().optional(),
    })
    .optional(),
  ModelMetrics: z.json().optional(),
  DriftCheckBaselines: z.json().optional(),
  Domain: z.string().optional(),
  Task: z.string().optional(),
  SamplePayloadUrl: z.string().optional(),
  SkipModelValidation: z.enum(["All", "None"]).optional(),
  SourceUri: z.string().optional(),
  SecurityConfig: z.json().optional(),
  ModelCard: z.json().optional(),
  ManagedStorageType: z.string().optional(),
};

const registrationType = z.enum(["Logged", "Registered"]);
const additionalSpecifications = z.array(z.looseObject({ Name: z.string() }));

export const createPackage = z.object({
  ...keptAsGiven,
  AdditionalInferenceSpecifications: additionalSpecifications.optional(),
  ModelPackageRegistrationType: registrationType.optional(),
  ModelPackageName: z.string().optional(),
  ModelPackageGroupName: z.string().optional(),
  InferenceSpecification: inferenceSpecification.optional(),
  CertifyForMarketplace: z.boolean().optional(),
  ModelApprovalStatus: approvalStatus.optional(),
  CustomerMetadataProperties: customerMetadata.optional(),
  ModelLifeCycle: lifeCycle.optional(),
  Tags: tags.optional(),
  ClientToken: z.string().optional(),
});

export const updatePackage = z.object({
  ModelPackageArn: z.string(),
  ModelApprovalStatus: approvalStatus.optional(),
  ApprovalDescription: z.string().optional(),
  CustomerMetadataProperties: customerMetadata.optional(),
  CustomerMetadataPropertiesToRemove: z.array(z.string()).optional(),
  InferenceSpecification: inferenceSpecification.optional(),
  AdditionalInferenceSpecificationsToAdd: additionalSpecifications.optional(),
  ModelPackageRegistrationType: registrationType.optional(),
  ModelCard: z.json().optional(),
  SourceUri: z.string().optional(),
  ModelLifeCycle: lifeCycle.optional(),
  ClientToken: z.string().optional(),
});

export const packageReference = z.object({ ModelPackageName: z.string() });

/** Times come over the wire as seconds since 1970. */
const filters = {
  CreationTimeAfter: z.number().optional(),
  CreationTimeBefore: z.number().optional(),
  NameContains: z.string().optional(),
  MaxResults: z.int().optional(),
  NextToken: z.string().optional(),
  SortBy: z.enum(["Name", "CreationTime"]).optional(),
  SortOrder: z.enum(["Ascending", "Descending"]).optional(),
};

export const listGroups = z.object(filters);

export const listPackages = z.object({
  ...filters,
  ModelPackageGroupName: z.string().optional(),
  ModelApprovalStatus: approvalStatus.optional(),
  ModelPackageType: z.enum(["Versioned", "Unversioned", "Both"]).optional(),
});

export type CreateGroup = z.infer<typeof createGroup>;
export type CreatePackage = z.infer<typeof createPackage>;
export type UpdatePackage = z.infer<typeof updatePackage>;
export type InferenceSpecification = z.infer<typeof inferenceSpecification>;
export type Container = z.infer<typeof container>;
