/**
 * How Application Auto Scaling names the instances of an endpoint's variant, and the copies of an inference component.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/services-that-can-integrate-sagemaker.html
 */
export const instances = {
  ServiceNamespace: "sagemaker",
  ScalableDimension: "sagemaker:variant:DesiredInstanceCount",
} as const;

export const copies = {
  ServiceNamespace: "sagemaker",
  ScalableDimension: "sagemaker:inference-component:DesiredCopyCount",
} as const;

export type Scaled = (typeof instances | typeof copies) & { readonly ResourceId: string };

export function resourceIdOf(endpoint: string, variant: string): string {
  return `endpoint/${endpoint}/variant/${variant}`;
}

/** @param component its own name */
export function copiesOf(component: string): Scaled {
  return { ...copies, ResourceId: `inference-component/${component}` };
}
