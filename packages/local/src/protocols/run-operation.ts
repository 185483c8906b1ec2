import type { Call } from "../http/call.ts";
import type { ModelledService } from "../service-models/service-model.ts";
import { checkRequest } from "../validation/door.ts";
import { tellingOfIgnored } from "../validation/ignored-members.ts";
import { type Operation, ServiceError, type World } from "../world.ts";

/** A service whose operations can be reached by one or more RPC protocols. */
export interface RpcService {
  /** Name in the credential scope and in the fault plan: `sagemaker`, `events`. */
  readonly name: string;
  /** Prefix of `X-Amz-Target`. */
  readonly target: string;
  readonly operations: ReadonlyMap<string, Operation>;
  /** Whose model its requests are held to. */
  readonly model: ModelledService;
  /**
   * Names of the error shapes that differ from the codes of the query protocol, by code: services that used to
   * speak it call the same error `InvalidParameterValue` there and `InvalidParameterValueException` elsewhere.
   */
  readonly errorShapes?: ReadonlyMap<string, string>;
}

/** How an error is called in the protocols that name shapes. */
export function shapeOf(service: RpcService, code: string): string {
  return service.errorShapes?.get(code) ?? code;
}

/** Runs one operation, or the error that a test has planned for it. */
export async function runOperation(
  service: RpcService,
  operation: string,
  input: Readonly<Record<string, unknown>>,
  { requestId }: Pick<Call, "requestId">,
  world: World,
): Promise<unknown> {
  const fault = world.faults.take(service.name, operation);
  if (fault) throw new ServiceError(fault.code, fault.message, fault.status);
  const run = service.operations.get(operation);
  if (!run) {
    throw new ServiceError(
      "UnknownOperationException",
      `Driftwheel's local AWS does not implement ${service.target}.${operation}.`,
    );
  }
  checkRequest(service.model, operation, input);
  const asked = { service: service.model, operation };
  return await tellingOfIgnored(world, asked, input, (read) => run(read, { requestId }));
}

/** The error that the caller is told: the service's own, or an internal failure that the operator reads about. */
export function toServiceError(error: unknown, operation: string, world: World): ServiceError {
  if (error instanceof ServiceError) return error;
  world.log(`${operation} broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return new ServiceError(
    "InternalFailure",
    `Driftwheel's local AWS broke in ${operation}: ${error instanceof Error ? error.message : String(error)}`,
    500,
  );
}
