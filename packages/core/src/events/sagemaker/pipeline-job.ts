/**
 * The pipeline execution that made a job, from the job's name `pipelines-<execution>-<step>-<hash>`, or null.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-overview.html shows names of this form.
 */
export function pipelineExecutionOf(job: string): string | null {
  return /^pipelines-([a-z0-9]+)-/i.exec(job)?.[1]?.toLowerCase() ?? null;
}
