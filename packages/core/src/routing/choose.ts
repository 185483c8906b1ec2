import type { Route, RoutedEndpoint } from "../vocabulary/trial/route.ts";

/** Something that has a part of all units. */
export interface Share {
  readonly name: string;
  /** Of any whole; none has a negative one. */
  readonly weight: number;
}

/** A digest's first six bytes, which a double holds exactly. */
const places = 2 ** 48;

/** What is hashed by SHA-256 to place a unit (a user, a session): in UTF-8, as the clients in other languages do it. */
export function hashedText(salt: string, unit: string): string {
  return `${salt}\n${unit}`;
}

/**
 * Where a unit lies between all shares.
 *
 * @param digest the SHA-256 of `hashedText`, of which the first six bytes count
 * @returns a number from 0 to 1, without 1
 */
export function pointOf(digest: Uint8Array): number {
  let number = 0;
  for (const byte of digest.subarray(0, 6)) number = number * 256 + byte;
  return number / places;
}

/**
 * Whose a unit is: each has the part that its weight asks for, in the order of the names, so that while two share, a unit
 * that has the one whose part grows keeps it.
 *
 * @param point where the unit lies: `pointOf`, or a random number from 0 to 1, without 1, for a request of nobody
 * @returns undefined where nothing has a weight
 */
export function chosenOf(shares: readonly Share[], point: number): string | undefined {
  const weighty = shares
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const whole = weighty.reduce((sum, { weight }) => sum + weight, 0);
  let below = 0;
  for (const { name, weight } of weighty) {
    below += weight;
    if (point * whole < below) return name;
  }
  return weighty.at(-1)?.name;
}

/** True when a unit's endpoint depends on where it lies: outside a trial nothing has to be hashed. */
export function isShared({ champion, challenger }: Route): boolean {
  return challenger !== undefined && champion.weight > 0 && challenger.weight > 0;
}

/**
 * The arm that answers a unit, or a request of nobody; the salt of the hash is the rollout's name. Arms are in the order of
 * the names of their artifacts or components, or else of their endpoints.
 */
export function armFor({ champion, challenger }: Route, point: number): RoutedEndpoint {
  const arms = [champion, ...(challenger ? [challenger] : [])];
  const shares = arms.map((arm) => ({ name: nameOf(arm), weight: arm.weight }));
  const chosen = chosenOf(shares, point);
  return arms.find((arm) => nameOf(arm) === chosen) ?? champion;
}

function nameOf({ endpoint, component = endpoint, targetModel = component }: RoutedEndpoint): string {
  return targetModel;
}
