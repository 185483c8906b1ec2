import { serviceModel } from "../../packages/local/src/service-models/service-model.ts";
import type { Case } from "./cases.ts";
import { wrongInOutput } from "./outputs.ts";
import { refusesRequest } from "./verdict.ts";
import { encoded } from "./wire/encode.ts";
import { Exchange, type WireAnswer } from "./wire/exchange.ts";
import { readError, type ToldError } from "./wire/read-error.ts";
import { readOutput } from "./wire/read-output.ts";
import { type Protocol, spoken } from "./wire/wire-request.ts";

/** How requests fared, counted and told. */
export interface Tally {
  /** Requests that break nothing, and those that break one thing. */
  valid: number;
  broken: number;
  /** Broken ones that the service refused as its own errors say. */
  refused: number;
  /** Broken ones that it took, or refused for another reason. */
  readonly accepted: string[];
  /** Valid ones that it called wrong, for what its model does not tell. */
  readonly refusedThoughValid: string[];
  /** Valid ones that it did not do for another reason: most name what is not there. */
  readonly undone: string[];
  /** Requests that it could not answer, or with an error of its own. */
  readonly failures: string[];
  /** Valid requests that it did. */
  answers: number;
  /** Answers that are not what the model says. */
  readonly wrongAnswers: string[];
}

/** Sends requests to one server, in every protocol that their service speaks, and judges the answers. */
export class Trial {
  readonly tally: Tally = {
    valid: 0,
    broken: 0,
    refused: 0,
    accepted: [],
    refusedThoughValid: [],
    undone: [],
    failures: [],
    answers: 0,
    wrongAnswers: [],
  };
  readonly exchange: Exchange;

  constructor(url: string) {
    this.exchange = new Exchange(url);
  }

  async attempt(one: Case): Promise<void> {
    for (const protocol of spoken[one.service].protocols) {
      const request = encoded(one, protocol);
      if (request === null) continue;
      if (one.breaks === null) this.tally.valid += 1;
      else this.tally.broken += 1;
      const answer = await this.exchange.send(request).catch(() => null);
      this.#judge(one, answer, protocol);
    }
  }

  #judge(one: Case, answer: WireAnswer | null, protocol: Protocol): void {
    const what = told(one, protocol);
    // S3 says "not implemented" by a status that elsewhere means a failure.
    if (answer === null || (answer.status >= 500 && answer.status !== 501)) {
      const how = answer === null ? "no answer" : `${answer.status} ${answer.body.toString()}`;
      this.tally.failures.push(`${what}: ${how}`);
    } else if (answer.status < 400) {
      if (one.breaks !== null) this.tally.accepted.push(what);
      else this.#judgeOutput(one, answer, protocol);
    } else {
      const error = readError(answer, protocol);
      if (error !== null) this.#judgeError(one, error, what);
      else this.tally.failures.push(`${what}: no error of the protocol: ${answer.body.toString()}`);
    }
  }

  #judgeError(one: Case, error: ToldError, what: string): void {
    const refuses = refusesRequest(one.service, error);
    const why = `${what}: ${error.code}: ${error.message.slice(0, 200)}`;
    if (/^(UnknownOperationException|InvalidAction)$/.test(error.code)) this.tally.failures.push(why);
    else if (one.breaks === null && refuses) this.tally.refusedThoughValid.push(why);
    else if (one.breaks !== null && refuses) this.tally.refused += 1;
    else if (one.breaks !== null) this.tally.accepted.push(why);
    else this.tally.undone.push(why);
  }

  #judgeOutput(one: Case, answer: WireAnswer, protocol: Protocol): void {
    const model = serviceModel(one.service);
    const wrong = wrongInOutput(model, one.operation, readOutput(model, one.operation, answer, protocol));
    this.tally.answers += 1;
    if (wrong !== null) this.tally.wrongAnswers.push(`${told(one, protocol)}: ${wrong}`);
  }
}

function told({ service, operation, place, breaks }: Case, protocol: Protocol): string {
  const by = spoken[service].protocols.length > 1 ? ` (${protocol})` : "";
  const where = place === "" ? "request" : place;
  return `${service} ${operation}${by} ${where}${breaks === null ? "" : ` breaks ${breaks}`}`;
}
