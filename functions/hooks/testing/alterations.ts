import type { Dice } from "./dice.ts";
import type { Signed } from "./signed-requests.ts";

/** A request as somebody altered it, at the moment that it arrives. */
export interface Mutated {
  readonly request: Signed;
  readonly arrives: Date;
}

/** One way to alter a valid request; null when it does not apply to this one. */
export type Mutation = (base: Signed, dice: Dice, now: Date) => Signed | Mutated | null;

const signatureHeaders: Readonly<Record<string, string>> = {
  lake: "webhook-signature",
  github: "x-hub-signature-256",
  registry: "x-mlflow-signature",
  watcher: "x-watcher-signature",
  plain: "x-signature",
};
const proofs: Readonly<Record<string, readonly string[]>> = {
  lake: ["webhook-id", "webhook-timestamp", "webhook-signature"],
  github: ["x-hub-signature-256", "x-github-event"],
  registry: ["x-mlflow-delivery-id", "x-mlflow-timestamp", "x-mlflow-signature"],
  watcher: ["x-watcher-signature"],
  plain: ["x-signature"],
};

function signatureHeaderOf(source: string): string {
  return Object.hasOwn(signatureHeaders, source) ? (signatureHeaders[source] ?? "") : "";
}

/** Headers that a request's authenticity or meaning rests on; others may change, and the request is the same. */
export function proofsOf(source: string): readonly string[] {
  return Object.hasOwn(proofs, source) ? (proofs[source] ?? []) : [];
}

export const withHeader = (base: Signed, name: string, value: string): Signed => ({
  ...base,
  headers: { ...base.headers, [name]: value },
});
export const without = (base: Signed, name: string): Signed => ({
  ...base,
  headers: Object.fromEntries(Object.entries(base.headers).filter(([key]) => key !== name)),
});
export const asBytes = (base: Signed, bytes: Uint8Array): Signed => ({
  ...base,
  body: Buffer.from(bytes).toString("base64"),
  base64: true,
});
export const signature: (alter: (value: string, dice: Dice, base: Signed) => string) => Mutation =
  (alter) => (base, dice) => {
    const name = signatureHeaderOf(base.source);
    return withHeader(base, name, alter(base.headers[name] ?? "", dice, base));
  };
export const header =
  (name: string, alter: (value: string, dice: Dice) => string): Mutation =>
  (base, dice) => {
    const value = base.headers[name];
    return value === undefined ? null : withHeader(base, name, alter(value, dice));
  };
export const body: (alter: (text: string, dice: Dice) => string) => Mutation = (alter) => (base, dice) => ({
  ...base,
  body: alter(base.body, dice),
});

export function flipBit(text: string, dice: Dice): string {
  const place = dice.below(text.length);
  return (
    text.slice(0, place) +
    String.fromCharCode(text.charCodeAt(place) ^ (1 << dice.below(5))) +
    text.slice(place + 1)
  );
}
export function dropCharacter(text: string, dice: Dice): string {
  const place = dice.below(text.length);
  return text.slice(0, place) + text.slice(place + 1);
}
export function insert(text: string, dice: Dice): string {
  const place = dice.below(text.length + 1);
  const added = dice.pick([
    "0",
    " ",
    "A",
    "é",
    "e\u0301",
    "🌊",
    "\u0000",
    "\ud800",
    "\ufeff",
    "\u200b",
    ",",
    ".",
  ]);
  return text.slice(0, place) + added + text.slice(place);
}
export const otherCase = (text: string) =>
  text.replace(/[a-zA-Z]/, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
