import { z } from "zod";
import { listFilters } from "../paging.ts";
import { tags } from "../tags/operations.ts";

const featureDefinition = z.looseObject({
  FeatureName: z.string(),
  FeatureType: z.enum(["Integral", "Fractional", "String"]),
  CollectionType: z.string().optional(),
});

const ttlDuration = z.object({
  Unit: z.enum(["Seconds", "Minutes", "Hours", "Days", "Weeks"]).optional(),
  Value: z.int().optional(),
});

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateFeatureGroup.html */
export const createFeatureGroup = z.looseObject({
  FeatureGroupName: z.string(),
  RecordIdentifierFeatureName: z.string(),
  EventTimeFeatureName: z.string(),
  FeatureDefinitions: z.array(featureDefinition),
  OnlineStoreConfig: z
    .looseObject({
      EnableOnlineStore: z.boolean().optional(),
      TtlDuration: ttlDuration.optional(),
      StorageType: z.enum(["Standard", "Standard_V2", "InMemory"]).optional(),
    })
    .optional(),
  OfflineStoreConfig: z
    .looseObject({
      S3StorageConfig: z.looseObject({ S3Uri: z.string() }),
      DisableGlueTableCreation: z.boolean().optional(),
      DataCatalogConfig: z.looseObject({}).optional(),
      TableFormat: z.enum(["Default", "Glue", "Iceberg"]).optional(),
    })
    .optional(),
  RoleArn: z.string().optional(),
  Description: z.string().optional(),
  Tags: tags,
});

export const featureGroupReference = z.object({ FeatureGroupName: z.string() });

export const listFeatureGroups = z.object({
  ...listFilters,
  FeatureGroupStatusEquals: z.string().optional(),
  OfflineStoreStatusEquals: z.string().optional(),
  SortBy: z.enum(["Name", "FeatureGroupStatus", "OfflineStoreStatus", "CreationTime"]).optional(),
});

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateFeatureGroup.html */
export const updateFeatureGroup = z.looseObject({
  FeatureGroupName: z.string(),
  FeatureAdditions: z.array(featureDefinition).optional(),
  OnlineStoreConfig: z.looseObject({ TtlDuration: ttlDuration.optional() }).optional(),
});

export type CreateFeatureGroup = z.infer<typeof createFeatureGroup>;
export type FeatureDefinition = z.infer<typeof featureDefinition>;
export type TtlDuration = z.infer<typeof ttlDuration>;
