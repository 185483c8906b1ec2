import type { Endpoints } from "../sagemaker/endpoints/endpoints.ts";
import type { InferenceComponents } from "../sagemaker/inference-components/inference-components.ts";
import type { Scalables } from "./capacity.ts";

/** What is scaled of SageMaker: variants by their instances, inference components by their copies. */
export function sagemakerScalables(
  endpoints: Pick<Endpoints, "capacityOf" | "scale">,
  components: Pick<InferenceComponents, "capacityOf" | "scale">,
): Scalables {
  return {
    capacityOf(scaled) {
      if (!("component" in scaled)) return endpoints.capacityOf(scaled.endpoint, scaled.variant);
      const found = components.capacityOf(scaled.component);
      // It runs on its variant's.
      return found && { ...found, instanceType: null };
    },
    scale: (scaled, count) =>
      "component" in scaled
        ? components.scale(scaled.component, count)
        : endpoints.scale(scaled.endpoint, scaled.variant, count),
  };
}
