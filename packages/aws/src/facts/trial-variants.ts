import { DescribeEndpointConfigCommand } from "@aws-sdk/client-sagemaker";
import type { TrialVariantsFact } from "@driftwheel/core/vocabulary/costs.ts";
import { TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import type { Question } from "@driftwheel/core/vocabulary/fact.ts";
import { errorMessage } from "@driftwheel/core/words/error-message.ts";
import { sageMaker } from "../clients/sagemaker.ts";
import { failure, isNotFound } from "../failure.ts";
import { regionOf } from "./usage/gathered-usage.ts";

/** What instances the variants of a trial's config have; not to be able to read it is an answer as well. */
export async function findTrialVariants({
  of,
  config,
}: Extract<Question, { readonly ask: "trialVariants" }>): Promise<TrialVariantsFact> {
  try {
    const { EndpointConfigArn, ProductionVariants = [] } = await sageMaker().send(
      new DescribeEndpointConfigCommand({ EndpointConfigName: config }),
    );
    return {
      of,
      region: regionOf(EndpointConfigArn),
      variants: Object.fromEntries(
        ProductionVariants.flatMap(({ VariantName, InstanceType: instanceType, InitialInstanceCount }) =>
          VariantName === undefined || instanceType === undefined
            ? []
            : [[VariantName, { instanceType, count: InitialInstanceCount ?? 1 }]],
        ),
      ),
      exists: true,
      unread: null,
    };
  } catch (error) {
    const unreadable = { of, region: null, variants: {} };
    if (isNotFound(error)) return { ...unreadable, exists: false, unread: null };
    const failed = failure(error, `reading endpoint config ${config}`);
    // What is no answer of AWS is a defect, and is told as one.
    if (!(failed instanceof TransientError) && failed === error) throw error;
    return { ...unreadable, exists: true, unread: errorMessage(failed) };
  }
}
