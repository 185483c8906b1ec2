import type { FaultPlan } from "./world.ts";

export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly status: number;
}

/**
 * Errors that tests ask for. A service is named as in the credential scope of a signature (`sagemaker`, `s3`,
 * `sns`, `events`, `monitoring`, `lambda`), an operation as in the API (`CreateTrainingJob`).
 */
export class Faults implements FaultPlan {
  readonly #planned = new Map<string, Fault[]>();

  /** The next `times` calls of the operation answer with this error. */
  add(service: string, operation: string, fault: Fault, times = 1): void {
    const key = `${service}:${operation}`;
    const planned = this.#planned.get(key) ?? [];
    for (let time = 0; time < times; time++) planned.push(fault);
    this.#planned.set(key, planned);
  }

  take(service: string, operation: string): Fault | null {
    return this.#planned.get(`${service}:${operation}`)?.shift() ?? null;
  }
}
