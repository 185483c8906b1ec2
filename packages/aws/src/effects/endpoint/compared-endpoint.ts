import type { DescribeEndpointOutput } from "@aws-sdk/client-sagemaker";
import {
  difference,
  type ExpectedEndpoint,
  type FoundEndpoint,
} from "@driftwheel/core/vocabulary/endpoint-expectation.ts";
import { EndpointDiffers, TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { deployedInWords } from "@driftwheel/core/vocabulary/trial/deployed-name.ts";
import { describeEndpoint } from "../../facts/described-endpoint.ts";
import { foundEndpoint, missingEndpoint } from "../../facts/found-endpoint.ts";

/**
 * An endpoint that was compared with what an effect expects, a moment ago. What writes to an endpoint takes one
 * (update-endpoint.ts, shift-weights.ts), and nothing but `compare` makes one.
 */
export class ComparedEndpoint {
  readonly described: DescribeEndpointOutput;
  /** A private field makes the type nominal: nothing that only looks like one is one. */
  readonly #name: string;

  private constructor(name: string, described: DescribeEndpointOutput) {
    this.#name = name;
    this.described = described;
  }

  get name(): string {
    return this.#name;
  }

  /**
   * Reads the endpoint and compares it with what is expected.
   *
   * @returns null when it has what is wanted already, or is on its way there.
   * @throws EndpointDiffers when it is anything else than expected; TransientError while a change of ours, of the
   * service or of its scaling is under way.
   */
  static async compare(
    name: string,
    expected: ExpectedEndpoint,
    isDone: (found: FoundEndpoint, described: DescribeEndpointOutput) => boolean,
  ): Promise<ComparedEndpoint | null> {
    const described = await describeEndpoint(name);
    const found = described ? foundEndpoint(described) : missingEndpoint;
    if (described && isDone(found, described)) return null;
    assertExpected(name, found, expected);
    return described && new ComparedEndpoint(name, described);
  }
}

/**
 * Passes what is in service and is as expected.
 *
 * @throws EndpointDiffers when it is anything else; TransientError while a change of ours, of the service or of its scaling
 * is under way.
 */
export function assertExpected(name: string, found: FoundEndpoint, expected: ExpectedEndpoint): void {
  const differs = difference(found, expected);
  if (differs !== null) throw new EndpointDiffers(`${name}: ${differs}`, found);
  if (found.status === "InService") return;
  const why = found.failureReason ? `: ${found.failureReason}` : "";
  const text = `${deployedInWords(name)} is ${found.status}${why}`;
  if (["Creating", "Updating", "SystemUpdating", "RollingBack"].includes(found.status))
    throw new TransientError(text);
  throw new EndpointDiffers(text, found);
}

/** True when the endpoint has one of the configs, or is on its way to it. */
export function hasConfig({ pendingConfig, config }: FoundEndpoint, configs: readonly string[]): boolean {
  const shown = pendingConfig ?? config;
  return shown !== null && configs.includes(shown);
}
