import { modelledServices, serviceModel } from "../../packages/local/src/service-models/service-model.ts";
import { type Case, casesOf } from "./cases.ts";
import { type Tally, Trial } from "./trial.ts";

export interface Report extends Readonly<Tally> {
  readonly operations: number;
}

/**
 * Sends every request that the models tell to the server at a URL, and says how it fared.
 *
 * @param wanted leaves requests out
 */
export async function conformance(url: string, wanted: (one: Case) => boolean = () => true): Promise<Report> {
  const trial = new Trial(url);
  let operations = 0;
  try {
    for (const service of modelledServices) {
      for (const operation of Object.keys(serviceModel(service).operations)) {
        operations += 1;
        for (const one of casesOf(service, operation).filter(wanted)) await trial.attempt(one);
      }
    }
  } finally {
    trial.exchange.close();
  }
  return { operations, ...trial.tally };
}
