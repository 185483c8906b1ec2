import type { JsonObject } from "../expressions/json.ts";

type CallbackAnswer =
  | { readonly kind: "succeeded"; readonly outputs: JsonObject }
  | { readonly kind: "failed"; readonly reason: string }
  /** Its step was stopped, and nobody is listened to any more. */
  | { readonly kind: "closed" };

interface Callback {
  readonly token: string;
  /** Never rejects. */
  readonly answered: Promise<CallbackAnswer>;
  close(): void;
}

interface Open {
  readonly executionArn: string;
  readonly check: (outputs: JsonObject) => void;
  readonly answer: (answer: CallbackAnswer) => void;
}

const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** Steps that wait for somebody outside, by the token that was sent to them. */
export class Callbacks {
  private readonly byToken = new Map<string, Open>();
  private readonly random: () => number;

  /** `random` is in [0, 1). */
  constructor(random: () => number) {
    this.random = random;
  }

  /** `check` throws for outputs that the step cannot do with. */
  open(executionArn: string, check: (outputs: JsonObject) => void): Callback {
    // Ten characters: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CallbackStepMetadata.html
    const draw = () => letters.charAt(Math.floor(this.random() * letters.length));
    const token = Array.from({ length: 10 }, draw).join("");
    const { promise, resolve } = Promise.withResolvers<CallbackAnswer>();
    const answer = (said: CallbackAnswer) => {
      this.byToken.delete(token);
      resolve(said);
    };
    this.byToken.set(token, { executionArn, check, answer });
    return { token, answered: promise, close: () => answer({ kind: "closed" }) };
  }

  /** The execution that goes on, or null when no step waits for this token. */
  succeed(token: string, outputs: JsonObject): string | null {
    const open = this.byToken.get(token);
    if (open === undefined) return null;
    open.check(outputs);
    open.answer({ kind: "succeeded", outputs });
    return open.executionArn;
  }

  fail(token: string, reason: string): string | null {
    const open = this.byToken.get(token);
    open?.answer({ kind: "failed", reason });
    return open?.executionArn ?? null;
  }
}
