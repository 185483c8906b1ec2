/** What a version is deployed on: an endpoint, or one of the models that share one. */
export interface DeployedOn {
  readonly endpoint: string;
  /** The inference component of the endpoint that serves it. */
  readonly component?: string | undefined;
  /** The artifact of a multi-model endpoint that it is. */
  readonly targetModel?: string | undefined;
}

/**
 * What a version is deployed on is known by one name: an endpoint's, `endpoint/component` where it is an inference
 * component of one, or `endpoint:artifact` on a multi-model endpoint. No name of SageMaker's has a slash or a colon.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateInferenceComponent.html
 */
export function deployedName({ endpoint, component, targetModel }: DeployedOn): string {
  if (targetModel !== undefined) return `${endpoint}:${targetModel}`;
  return component === undefined ? endpoint : `${endpoint}/${component}`;
}

/** The endpoint by itself, and the inference component or the artifact on it; neither where it serves one model. */
export function deployedOn(name: string): {
  readonly endpoint: string;
  readonly component?: string;
  readonly targetModel?: string;
} {
  const [endpoint = name, artifact] = name.split(":");
  if (artifact !== undefined) return { endpoint, targetModel: artifact };
  const [host = name, component] = name.split("/");
  return component === undefined ? { endpoint: host } : { endpoint: host, component };
}

/** The name of the component or of the artifact, which no other of the fleet has, or else of the endpoint. */
export function ownName(name: string): string {
  const { endpoint, component = endpoint, targetModel = component } = deployedOn(name);
  return targetModel;
}

export function isComponent(name: string): boolean {
  return name.includes("/");
}

/** True for one of the models of a multi-model endpoint. */
export function isTargetModel(name: string): boolean {
  return name.includes(":");
}

/** `endpoint frost-prod`, `inference component frost of frost-prod`, `target model frost.tar.gz of shared-prod`. */
export function deployedInWords(name: string): string {
  const { endpoint, component, targetModel } = deployedOn(name);
  if (targetModel !== undefined) return `target model ${targetModel} of ${endpoint}`;
  return component === undefined ? `endpoint ${endpoint}` : `inference component ${component} of ${endpoint}`;
}
