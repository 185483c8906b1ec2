import { DescribeEndpointCommand } from "@aws-sdk/client-sagemaker";
import { sageMaker } from "../clients/sagemaker.ts";
import { isNotFound } from "../failure.ts";

/** Names of an endpoint's variants, by whether callers get their answers. */
export interface ServingVariants {
  readonly production: ReadonlySet<string>;
  /**
   * Shadows are given copies of requests, and are captured beside production under the same inference id:
   * https://docs.aws.amazon.com/sagemaker/latest/dg/model-shadow-deployment.html
   */
  readonly shadows: ReadonlySet<string>;
}

/** None of either when there is no such endpoint. */
export async function servingVariants(endpoint: string): Promise<ServingVariants> {
  try {
    const { ProductionVariants = [], ShadowProductionVariants = [] } = await sageMaker().send(
      new DescribeEndpointCommand({ EndpointName: endpoint }),
    );
    const production = names(ProductionVariants);
    const shadows = [...names(ShadowProductionVariants)].filter((name) => !production.has(name));
    return { production, shadows: new Set(shadows) };
  } catch (error) {
    if (isNotFound(error)) return { production: new Set(), shadows: new Set() };
    throw error;
  }
}

function names(variants: readonly { readonly VariantName?: string | undefined }[]): ReadonlySet<string> {
  return new Set(variants.flatMap(({ VariantName }) => VariantName ?? []));
}
