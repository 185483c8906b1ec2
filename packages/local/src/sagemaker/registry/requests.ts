import { z } from "zod";

/**
 * The registry's requests. Members that are only kept and shown again are not looked into.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModelPackage.html
 */
const entityName = z
  .string()
  .min(1)
  .max(63)
  .regex(/^[a-zA-Z0-9](-*[a-zA-Z0-9])*$/);
const tags = z.array(z.object({ Key: z.string().min(1).max(128), Value: z.string().max(256) })).max(50);
const clientToken = z
  .string()
  .min(1)
  .max(36)
  .regex(/^[a-zA-Z0-9-]+$/);
const approvalStatus = z.enum(["Approved", "Rejected", "PendingManualApproval"]);
const customerMetadata = z.record(z.string().min(1).max(128), z.string().min(1).max(256));
const lifeCycle = z.object({
  Stage: z.string().min(1).max(63),
  StageStatus: z.string().min(1).max(63),
  StageDescription: z.string().max(1024).optional(),
});
const container = z.looseObject({
  Image: z.string().max(255),
  ModelDataUrl: z.string().optional(),
  Environment: z.record(z.string(), z.string()).optional(),
});
const inferenceSpecification = z.looseObject({ Containers: z.array(container).min(1).max(15) });

export const groupReference = z.object({ ModelPackageGroupName: z.string().min(1).max(170) });

export const createGroup = z.object({
  ModelPackageGroupName: entityName,
  ModelPackageGroupDescription: z.string().max(1024).optional(),
  Tags: tags.optional(),
});

const keptAsGiven = {
  ModelPackageDescription: z.string().max(1024).optional(),
  ValidationSpecification: z.json().optional(),
  SourceAlgorithmSpecification: z.json().optional(),
  MetadataProperties: z
    .object({
      CommitId: z.string().max(1024).optional(),
      Repository: z.string().max(1024).optional(),
      GeneratedBy: z.string().max(1024).optional(),
      ProjectId: z.string().max(1024).optional(),
    })
    .optional(),
  ModelMetrics: z.json().optional(),
  DriftCheckBaselines: z.json().optional(),
  Domain: z.string().optional(),
  Task: z.string().optional(),
  SamplePayloadUrl: z.string().optional(),
  AdditionalInferenceSpecifications: z.json().optional(),
  SkipModelValidation: z.enum(["All", "None"]).optional(),
  SourceUri: z.string().max(1024).optional(),
  SecurityConfig: z.json().optional(),
  ModelCard: z.json().optional(),
};

export const createPackage = z.object({
  ...keptAsGiven,
  ModelPackageName: entityName.optional(),
  ModelPackageGroupName: z.string().min(1).max(170).optional(),
  InferenceSpecification: inferenceSpecification.optional(),
  CertifyForMarketplace: z.boolean().optional(),
  ModelApprovalStatus: approvalStatus.optional(),
  CustomerMetadataProperties: customerMetadata.optional(),
  ModelLifeCycle: lifeCycle.optional(),
  Tags: tags.optional(),
  ClientToken: clientToken.optional(),
});

export const updatePackage = z.object({
  ModelPackageArn: z.string().min(1).max(2048),
  ModelApprovalStatus: approvalStatus.optional(),
  ApprovalDescription: z.string().max(1024).optional(),
  CustomerMetadataProperties: customerMetadata.optional(),
  CustomerMetadataPropertiesToRemove: z.array(z.string()).optional(),
  InferenceSpecification: inferenceSpecification.optional(),
  SourceUri: z.string().max(1024).optional(),
  ModelLifeCycle: lifeCycle.optional(),
  ClientToken: clientToken.optional(),
});

export const packageReference = z.object({ ModelPackageName: z.string().min(1).max(2048) });

/** Times come over the wire as seconds since 1970. */
const filters = {
  CreationTimeAfter: z.number().optional(),
  CreationTimeBefore: z.number().optional(),
  NameContains: z.string().max(63).optional(),
  MaxResults: z.int().min(1).max(100).optional(),
  NextToken: z.string().max(8192).optional(),
  SortBy: z.enum(["Name", "CreationTime"]).optional(),
  SortOrder: z.enum(["Ascending", "Descending"]).optional(),
};

export const listGroups = z.object(filters);

export const listPackages = z.object({
  ...filters,
  ModelPackageGroupName: z.string().min(1).max(170).optional(),
  ModelApprovalStatus: approvalStatus.optional(),
  ModelPackageType: z.enum(["Versioned", "Unversioned", "Both"]).optional(),
});

export type CreateGroup = z.infer<typeof createGroup>;
export type CreatePackage = z.infer<typeof createPackage>;
export type UpdatePackage = z.infer<typeof updatePackage>;
export type InferenceSpecification = z.infer<typeof inferenceSpecification>;
export type Container = z.infer<typeof container>;
