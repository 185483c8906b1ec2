import { setTimeout as sleep } from "node:timers/promises";
import type { MetricDatum } from "../../world.ts";
import type { Variant } from "../endpoints/endpoint.ts";
import type { ServingChain } from "../endpoints/serving-chain.ts";
import { throttled } from "./runtime-error.ts";

/** Compute of a serverless variant: so many requests are with it, and until when each of the others stays warm. */
interface Compute {
  running: number;
  warm: number[];
}

interface Pace {
  /** Milliseconds that new compute takes. */
  readonly coldStart: number;
  /** Milliseconds that compute without a request stays. */
  readonly idleAfter: number;
}

/**
 * How many requests a serverless variant answers at once, and on which compute: each request has one of its own, which is
 * launched when none is warm. Provisioned concurrency is always warm.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints.html
 */
export class ServerlessConcurrency {
  readonly #pace: Pace;
  readonly #compute = new WeakMap<ServingChain, Compute>();

  constructor(pace: Pace) {
    this.#pace = pace;
  }

  /**
   * Answers a request on compute of its own; on instances it is just answered.
   *
   * @throws RuntimeError when as many requests are with the variant as it may have
   */
  async during<Result>(
    { server, config }: Variant,
    metrics: { readonly common: Omit<MetricDatum, "name" | "value">; put(metrics: MetricDatum[]): void },
    request: () => Promise<Result>,
  ): Promise<Result> {
    const { ServerlessConfig: serverless } = config;
    if (!serverless) return await request();
    const { MaxConcurrency: most, ProvisionedConcurrency: provisioned = 0 } = serverless;
    const compute = this.#compute.get(server) ?? { running: 0, warm: [] };
    this.#compute.set(server, compute);
    const { common } = metrics;
    const running = Math.min(compute.running + 1, most);
    // https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints-monitoring.html
    metrics.put([
      { ...common, name: "ServerlessConcurrentExecutionsUtilization", value: running / most, unit: "None" },
    ]);
    if (compute.running >= most) throw throttled();
    const isCold = compute.running >= provisioned && !this.#takeWarm(compute);
    compute.running += 1;
    try {
      if (isCold) {
        await sleep(this.#pace.coldStart);
        const value = this.#pace.coldStart * 1_000;
        metrics.put([{ ...common, name: "ModelSetupTime", value, unit: "Microseconds" }]);
      }
      return await request();
    } finally {
      compute.running -= 1;
      if (compute.running >= provisioned) compute.warm.push(performance.now() + this.#pace.idleAfter);
    }
  }

  #takeWarm(compute: Compute): boolean {
    const now = performance.now();
    compute.warm = compute.warm.filter((until) => until > now);
    return compute.warm.pop() !== undefined;
  }
}
