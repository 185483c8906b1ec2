/** Encoded rows and what is to be learnt of them. */
export interface Examples {
  /** Features by row. */
  readonly rows: readonly Float64Array[];
  /** The number of a regression, the class's index of a classification. */
  readonly targets: Float64Array;
  /** How many classes there are; 0 for a regression. */
  readonly classes: number;
}

/** What each output of a model is to be for each row: the number itself, or 1 for the row's class and 0 for others. */
export function outputsOf({ targets, classes }: Examples): readonly Float64Array[] {
  if (classes === 0) return [targets];
  return Array.from({ length: classes }, (_each, index) =>
    targets.map((target) => (target === index ? 1 : 0)),
  );
}
