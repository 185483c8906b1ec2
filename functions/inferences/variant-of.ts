import { failure } from "@driftwheel/aws/failure.ts";
import { servingVariants } from "@driftwheel/aws/monitor/serving-variants.ts";

/** An endpoint's variant keeps its name through updates, mostly: asked once a minute by each process. */
const askedEvery = 60_000;

const known = new Map<string, { readonly variant: string | null; readonly until: number }>();

/**
 * The variant of an asynchronous endpoint, which has one; null when there is no such endpoint any more. SageMaker's
 * notifications do not name it.
 *
 * @throws TransientError while SageMaker does not say
 */
export async function variantOf(endpoint: string): Promise<string | null> {
  const now = performance.now();
  const found = known.get(endpoint);
  if (found && found.until > now) return found.variant;
  try {
    const [variant = null] = (await servingVariants(endpoint)).production;
    known.set(endpoint, { variant, until: now + askedEvery });
    return variant;
  } catch (error) {
    throw failure(error, `DescribeEndpoint ${endpoint}`);
  }
}
