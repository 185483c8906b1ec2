import * as z from "zod";
import { s3RootFolder } from "../s3-uri.ts";

/**
 * One model of a multi-model endpoint: an artifact below the prefix that the endpoint's model names.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/multi-model-endpoints.html
 */
export const targetModel = z.strictObject({
  /**
   * The artifact that serves before the first trial, as callers write it in `TargetModel`. By this name the model is
   * known, whatever artifact serves later.
   */
  artifact: z
    .string()
    .regex(
      /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}\.tar\.gz$/,
      "must be an artifact's name right below the prefix: letters, digits and hyphens, then .tar.gz",
    ),
  /** `ModelDataUrl` of the endpoint's model, `s3://bucket/prefix/`. */
  under: s3RootFolder,
  /** Where the artifacts of versions lie that are tried: a challenger's is copied from there. */
  from: s3RootFolder.optional(),
});
