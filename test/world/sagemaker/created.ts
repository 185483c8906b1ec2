import type { SageMakerServiceException } from "@aws-sdk/client-sagemaker";
import type { VirtualTime } from "../virtual-time.ts";

interface Kept<Thing> {
  readonly thing: Thing;
  readonly visibleFrom: number;
}

interface Settings {
  readonly time: VirtualTime;
  readonly missing: (name: string) => SageMakerServiceException;
  readonly taken: (name: string) => SageMakerServiceException;
}

/**
 * Things that are created once and never changed: models, endpoint configs. "When you call CreateEndpoint, a load call
 * is made to DynamoDB to verify that your endpoint configuration exists ... eventually consistent reads, the response
 * might not reflect the results of a recently completed write operation":
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpoint.html
 */
export class Created<Thing> {
  private readonly byName = new Map<string, Kept<Thing>>();
  private readonly settings: Settings;
  /** Milliseconds for which what is created from now on is not found. */
  lag = 0;

  constructor(settings: Settings) {
    this.settings = settings;
  }

  create(name: string, thing: Thing): void {
    if (this.byName.has(name)) throw this.settings.taken(name);
    this.byName.set(name, { thing, visibleFrom: this.settings.time.now().getTime() + this.lag });
  }

  find(name: string): Thing {
    const kept = this.byName.get(name);
    if (!kept || kept.visibleFrom > this.settings.time.now().getTime()) throw this.settings.missing(name);
    return kept.thing;
  }

  /** Of all that there is, found or not yet. */
  names(): readonly string[] {
    return [...this.byName.keys()];
  }

  has(name: string): boolean {
    return this.byName.has(name);
  }

  delete(name: string): void {
    this.byName.delete(name);
  }
}
