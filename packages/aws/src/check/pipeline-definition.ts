import { DescribePipelineCommand } from "@aws-sdk/client-sagemaker";
import { sageMaker } from "../clients/sagemaker.ts";
import { isNotFound } from "../failure.ts";

export interface FoundPipeline {
  /** The JSON of its definition, as it was given. */
  readonly definition: string;
  readonly status: string;
  readonly role: string | null;
}

/** Null when there is no such pipeline. */
export async function findPipeline(name: string): Promise<FoundPipeline | null> {
  try {
    const found = await sageMaker().send(new DescribePipelineCommand({ PipelineName: name }));
    return {
      definition: found.PipelineDefinition ?? "",
      status: found.PipelineStatus ?? "Unknown",
      role: found.RoleArn ?? null,
    };
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}
