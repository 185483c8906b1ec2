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

/**
 * None of either when there is no such endpoint.
 *
 * @param endpoint or what a model is known by that shares one: neither components nor artifacts have variants of their own
 */
export async function servingVariants(endpoint: string): Promise<ServingVariants> {
  // SageMaker takes no such name, and an artifact's requests are logged under it.
  if (endpoint.endsWith(".tar.gz")) return { production: new Set(), shadows: new Set() };
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
