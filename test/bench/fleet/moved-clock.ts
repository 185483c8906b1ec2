const Real = Date;
let ahead = 0;

/** Sets what this process takes for the time; it goes on from there as time does. */
export function setClock(now: number): void {
  ahead = now - Real.now();
  globalThis.Date = Moved;
}

export function moveClock(milliseconds: number): void {
  ahead += milliseconds;
}

/** What the real one is, but for what time it is now. */
const Moved = new Proxy(Real, {
  construct: (target, words, made) =>
    Reflect.construct(target, words.length === 0 ? [Real.now() + ahead] : words, made),
  get: (target, name) => (name === "now" ? () => Real.now() + ahead : Reflect.get(target, name)),
});
