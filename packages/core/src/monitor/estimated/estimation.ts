import * as z from "zod/mini";

const finite = z.number("a finite number");
const count = z.number("a count, 0 or more").check(z.gte(0, "a count, 0 or more"));
const name = z.string("a column's name");

const scoreBin = z.object(
  {
    /** The lowest score of the bin; it reaches up to where the next one begins. */
    from: finite,
    rows: count,
    /** Of those rows, how many turned out to be of the positive class. */
    positives: count,
  },
  "an object with from, rows and positives",
);

const lossBin = {
  rows: count,
  /** Mean absolute error, in the label's unit. */
  absolute: finite,
  /** Mean squared error, in the label's unit squared. */
  squared: finite,
  /** Variances of one row's absolute and squared error. */
  absoluteVariance: count,
  squaredVariance: count,
};

const leaf = z.object(lossBin, "an object with the errors of a leaf");

const split = z.object(
  {
    feature: name,
    /** Numbers below it go to `below`; null where the category is asked. */
    cut: z.nullable(finite),
    /** This category goes to `below`; null where a number is asked. */
    category: z.nullable(z.string("a category")),
    /** Places in the list of nodes; a leaf is `-1 - its place`. */
    below: z.int("a place"),
    otherwise: z.int("a place"),
  },
  "an object with a split",
);

/**
 * What a model's performance is estimated from while labels are missing, learnt from labelled rows and kept in
 * statistics.json.
 */
export const estimationField = z.discriminatedUnion(
  "kind",
  [
    z.object({
      kind: z.literal("binary"),
      label: name,
      /** The column of the positive class's probability, one of the predictions. */
      prediction: name,
      /** From which score on the answer is the positive class. */
      threshold: finite,
      /** Rising, at least one. */
      bins: z.array(scoreBin, "a list of bins").check(z.minLength(1, "at least one bin")),
    }),
    z.object({
      kind: z.literal("multiclass"),
      label: name,
      /** In the order in which the first of equally probable ones is the answer. */
      classes: z
        .array(
          z.object(
            {
              name: z.string("a class's name"),
              /** The column of its probability, one of the predictions. */
              prediction: name,
              /** How often its probability turned out right, whatever the others were. */
              bins: z.array(scoreBin, "a list of bins").check(z.minLength(1, "at least one bin")),
            },
            "an object with name, prediction and bins",
          ),
          "a list of classes",
        )
        .check(z.minLength(2, "at least two classes"), z.maxLength(20, "at most 20 classes")),
      /** What `ClassCounter` counts of the labelled rows. */
      counts: z.array(count, "a list of counts"),
    }),
    z.object({
      kind: z.literal("regression"),
      label: name,
      prediction: name,
      /** The first is the root; empty where all rows are one leaf. */
      nodes: z.array(split, "a list of splits"),
      leaves: z.array(leaf, "a list of leaves").check(z.minLength(1, "at least one leaf")),
      /** The same by the prediction alone, where nothing else of a row is known: its lowest values, rising. */
      byPrediction: z
        .array(z.object({ from: finite, ...lossBin }, "an object with from and errors"), "a list of bins")
        .check(z.minLength(1, "at least one bin")),
    }),
  ],
  "an object of the kind binary, multiclass or regression",
);

export type Estimation = z.output<typeof estimationField>;
export type ScoreEstimation = Extract<Estimation, { readonly kind: "binary" }>;
export type ClassEstimation = Extract<Estimation, { readonly kind: "multiclass" }>;
export type LossEstimation = Extract<Estimation, { readonly kind: "regression" }>;
/** Errors of the labelled rows of one leaf or bin. */
export type Losses = z.output<typeof leaf>;
