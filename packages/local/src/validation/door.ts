import { type ModelledService, type OperationModel, serviceModel } from "../service-models/service-model.ts";
import { refusalOf, serializationError } from "./refusals.ts";
import { Validator } from "./validator.ts";
import { WrongType } from "./wrong-type.ts";

type Input = Readonly<Record<string, unknown>>;

const validators = new Map<ModelledService, Validator>();

/** One validator a service and process: what it has compiled serves every server. */
export function validatorOf(service: ModelledService): Validator {
  const known = validators.get(service);
  if (known) return known;
  const made = new Validator(serviceModel(service));
  validators.set(service, made);
  return made;
}

/**
 * Refuses a request that the service's model does not allow, before anything is done with it.
 *
 * @throws ServiceError in the words of the service
 */
export function checkRequest(service: ModelledService, operation: string, input: Input): void {
  const { input: shape } = operationModel(service, operation);
  if (shape === undefined) return;
  try {
    const violations = validatorOf(service).violations(shape, input);
    if (violations.length > 0) throw refusalOf(service, operation, violations);
  } catch (error) {
    if (error instanceof WrongType) throw serializationError(service, error);
    throw error;
  }
}

export function operationModel(service: ModelledService, name: string): OperationModel {
  const operation = serviceModel(service).operations[name];
  if (operation) return operation;
  throw new Error(
    `${name} is not in ${service}'s model: name it in claimed-operations.ts, and write the models.`,
  );
}
