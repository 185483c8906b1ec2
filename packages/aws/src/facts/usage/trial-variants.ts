import { DescribeEndpointConfigCommand } from "@aws-sdk/client-sagemaker";
import type { TrialVariantsFact } from "@driftwheel/core/vocabulary/costs.ts";
import { BadInput, TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import type { Question } from "@driftwheel/core/vocabulary/fact.ts";
import { errorMessage } from "@driftwheel/core/words/error-message.ts";
import { sageMaker } from "../../clients/sagemaker.ts";
import { failure, isNotFound } from "../../failure.ts";
import { capacityChanges } from "../../scaling/capacity-changes.ts";
import { regionOf } from "./gathered-usage.ts";

type Asked = Extract<Question, { readonly ask: "trialVariants" }>;

/** What instances the variants of a trial's config have, and what autoscaling made of them; not to be able to read it is an answer as well. */
export async function findTrialVariants({ of, config, ...asked }: Asked): Promise<TrialVariantsFact> {
  try {
    const {
      EndpointConfigArn,
      ProductionVariants = [],
      ShadowProductionVariants = [],
    } = await sageMaker().send(new DescribeEndpointConfigCommand({ EndpointConfigName: config }));
    return {
      of,
      region: regionOf(EndpointConfigArn),
      variants: Object.fromEntries(
        [...ProductionVariants, ...ShadowProductionVariants].flatMap(
          ({ VariantName, InstanceType: instanceType, InitialInstanceCount, VolumeSizeInGB: volume }) =>
            VariantName === undefined || instanceType === undefined
              ? []
              : [
                  [
                    VariantName,
                    { instanceType, count: InitialInstanceCount ?? 1, ...(volume ? { volume } : {}) },
                  ],
                ],
        ),
      ),
      ...(await changesOf(asked)),
      exists: true,
      unread: null,
    };
  } catch (error) {
    const unreadable = { of, region: null, variants: {}, changes: {}, changesUnread: null };
    if (isNotFound(error)) return { ...unreadable, exists: false, unread: null };
    return { ...unreadable, exists: true, unread: reasonOf(error, `reading endpoint config ${config}`) };
  }
}

async function changesOf({
  endpoint,
  variants,
}: Pick<Asked, "endpoint" | "variants">): Promise<Pick<TrialVariantsFact, "changes" | "changesUnread">> {
  const changes: Record<string, TrialVariantsFact["changes"][string]> = {};
  try {
    for (const variant of variants) {
      const its = await capacityChanges(endpoint, variant);
      if (its.length > 0) changes[variant] = its;
    }
    return { changes, changesUnread: null };
  } catch (error) {
    return { changes, changesUnread: reasonOf(error, `reading how ${endpoint} was scaled`) };
  }
}

/** @throws the error itself where it is no answer of AWS: that is a defect, and is told as one */
function reasonOf(error: unknown, doing: string): string {
  if (error instanceof BadInput) return `${doing}: ${error.message}`;
  const failed = failure(error, doing);
  if (!(failed instanceof TransientError) && failed === error) throw error;
  return errorMessage(failed);
}
