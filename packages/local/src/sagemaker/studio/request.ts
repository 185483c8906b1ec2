import { z } from "zod";
import { tags } from "../tags/operations.ts";

/** What is deeper has been checked by the service's model. */
const settings = z.record(z.string(), z.unknown());

const paged = {
  NextToken: z.string().optional(),
  MaxResults: z.int().optional(),
};
const sorted = {
  ...paged,
  SortOrder: z.enum(["Ascending", "Descending"]).optional(),
  SortBy: z.enum(["CreationTime", "LastModifiedTime"]).optional(),
  DomainIdEquals: z.string().optional(),
};

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateDomain.html */
export const createDomain = z.looseObject({
  DomainName: z.string(),
  DefaultUserSettings: settings,
  DefaultSpaceSettings: settings.optional(),
  Tags: tags,
});
export const domainReference = z.looseObject({ DomainId: z.string() });
export const updateDomain = z.looseObject({
  DomainId: z.string(),
  DefaultUserSettings: settings.optional(),
  DefaultSpaceSettings: settings.optional(),
  DomainSettingsForUpdate: settings.optional(),
});
export const listDomains = z.object(paged);

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateUserProfile.html */
export const createUserProfile = z.looseObject({
  DomainId: z.string(),
  UserProfileName: z.string(),
  UserSettings: settings.optional(),
  Tags: tags,
});
export const userProfileReference = z.object({ DomainId: z.string(), UserProfileName: z.string() });
export const updateUserProfile = userProfileReference.extend({ UserSettings: settings.optional() });
export const listUserProfiles = z.object({ ...sorted, UserProfileNameContains: z.string().optional() });

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateSpace.html */
export const createSpace = z.looseObject({
  DomainId: z.string(),
  SpaceName: z.string(),
  SpaceSettings: settings.optional(),
  OwnershipSettings: z.object({ OwnerUserProfileName: z.string() }).optional(),
  SpaceSharingSettings: z.object({ SharingType: z.string() }).optional(),
  SpaceDisplayName: z.string().optional(),
  Tags: tags,
});
export const spaceReference = z.object({ DomainId: z.string(), SpaceName: z.string() });
export const updateSpace = spaceReference.extend({
  SpaceSettings: settings.optional(),
  SpaceDisplayName: z.string().optional(),
});
export const listSpaces = z.object({ ...sorted, SpaceNameContains: z.string().optional() });

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateApp.html */
export const appReference = z.looseObject({
  DomainId: z.string(),
  UserProfileName: z.string().optional(),
  SpaceName: z.string().optional(),
  AppType: z.string(),
  AppName: z.string(),
});
export const createApp = appReference.extend({
  ResourceSpec: settings.optional(),
  RecoveryMode: z.boolean().optional(),
  Tags: tags,
});
export const listApps = z.object({
  ...sorted,
  SortBy: z.literal("CreationTime").optional(),
  UserProfileNameEquals: z.string().optional(),
  SpaceNameEquals: z.string().optional(),
});
