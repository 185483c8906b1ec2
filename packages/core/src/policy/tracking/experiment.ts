/** The experiment that a model's runs are in. */
export interface Experiment {
  readonly name: string;
  /** True where SageMaker has the server, so that a pipeline's own runs can be in it, too. */
  readonly inSageMaker: boolean;
}

/** The experiment that a model's runs are in; false where they are told to nobody. */
export function experimentOf(
  { arn, experiment }: { readonly arn?: string | undefined; readonly experiment: string },
  model: string,
  own: Experiment | false | undefined,
): Experiment | false {
  if (own === false) return false;
  return { name: own?.name ?? experiment.replaceAll("{model}", model), inSageMaker: arn !== undefined };
}
