import { z } from "zod";
import { tags } from "../tags/operations.ts";

const map = z.record(z.string(), z.unknown()).optional();
const status = z.looseObject({}).optional();
const time = z.number().optional();

const listed = {
  NextToken: z.string().optional(),
  MaxResults: z.int().optional(),
  CreatedAfter: z.number().optional(),
  CreatedBefore: z.number().optional(),
  SortBy: z.enum(["Name", "CreationTime"]).optional(),
  SortOrder: z.enum(["Ascending", "Descending"]).optional(),
};

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateExperiment.html */
export const createExperiment = z.object({
  ExperimentName: z.string(),
  DisplayName: z.string().optional(),
  Description: z.string().optional(),
  Tags: tags,
});
export const experimentReference = z.object({ ExperimentName: z.string() });
export const updateExperiment = createExperiment.omit({ Tags: true });
export const listExperiments = z.object(listed);

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTrial.html */
export const createTrial = z.object({
  TrialName: z.string(),
  ExperimentName: z.string(),
  DisplayName: z.string().optional(),
  MetadataProperties: map,
  Tags: tags,
});
export const trialReference = z.object({ TrialName: z.string() });
export const updateTrial = trialReference.extend({ DisplayName: z.string().optional() });
export const listTrials = z.object({
  ...listed,
  ExperimentName: z.string().optional(),
  TrialComponentName: z.string().optional(),
});

const component = {
  TrialComponentName: z.string(),
  DisplayName: z.string().optional(),
  Status: status,
  StartTime: time,
  EndTime: time,
  Parameters: map,
  InputArtifacts: map,
  OutputArtifacts: map,
};

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateTrialComponent.html */
export const createTrialComponent = z.object({ ...component, MetadataProperties: map, Tags: tags });
export const trialComponentReference = z.object({ TrialComponentName: z.string() });
export const updateTrialComponent = z.object({
  ...component,
  ParametersToRemove: z.array(z.string()).optional(),
  InputArtifactsToRemove: z.array(z.string()).optional(),
  OutputArtifactsToRemove: z.array(z.string()).optional(),
});
export const listTrialComponents = z.object({
  ...listed,
  ExperimentName: z.string().optional(),
  TrialName: z.string().optional(),
  SourceArn: z.string().optional(),
});
export const association = z.object({ TrialComponentName: z.string(), TrialName: z.string() });
