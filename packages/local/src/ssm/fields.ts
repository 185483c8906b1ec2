import { ServiceError } from "../world.ts";

export function invalid(message: string): ServiceError {
  return new ServiceError("ValidationException", message);
}
