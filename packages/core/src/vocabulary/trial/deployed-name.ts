/**
 * What a version is deployed on is known by one name: an endpoint's, or `endpoint/component` where it is an inference
 * component of one. No name of SageMaker's has a slash.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateInferenceComponent.html
 */
export function deployedName(endpoint: string, component?: string): string {
  return component === undefined ? endpoint : `${endpoint}/${component}`;
}

/** The endpoint by itself, and the inference component on it; no component where the endpoint serves one model. */
export function deployedOn(name: string): { readonly endpoint: string; readonly component?: string } {
  const [endpoint = name, component] = name.split("/");
  return component === undefined ? { endpoint } : { endpoint, component };
}

/** The name of the component, which no other of the account and region has, or else of the endpoint. */
export function ownName(name: string): string {
  const { endpoint, component = endpoint } = deployedOn(name);
  return component;
}

export function isComponent(name: string): boolean {
  return name.includes("/");
}

/** `endpoint frost-prod`, `inference component frost of frost-prod`. */
export function deployedInWords(name: string): string {
  const { endpoint, component } = deployedOn(name);
  return component === undefined ? `endpoint ${endpoint}` : `inference component ${component} of ${endpoint}`;
}
