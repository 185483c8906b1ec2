import { type Method, Totals } from "./method.ts";

/** A z-test for a fixed number of trials, looked at each minute as if it were the last. */
export const peekedZ: Method = {
  name: "z peeked each minute",
  looksFor: "a difference",
  about: "two-proportion z-test over all counts so far, decided as soon as |z| > 1.96",
  source: "Johari et al., KDD 2017, https://doi.org/10.1145/3097983.3097992",
  start: () => {
    const totals = new Totals();
    return {
      judge: ({ arms }) => {
        totals.add(arms);
        const z = totals.zScore();
        return Math.abs(z) > 1.96 ? (z > 0 ? "promote" : "roll-back") : null;
      },
    };
  },
};

const looks = 20;
/** The constant of O'Brien and Fleming's boundary for 20 looks and 5% two-sided, by recursive integration. */
const boundary = 2.1257;

export const groupSequential: Method = {
  name: "O'Brien-Fleming",
  looksFor: "a difference",
  about:
    "group-sequential z-test, 20 planned looks, as many minutes apart: |z| > 2.1257 sqrt(20/k) at look k",
  source: "O'Brien and Fleming 1979, https://doi.org/10.2307/2530245",
  start: ({ horizon }) => {
    const totals = new Totals();
    let taken = 0;
    return {
      judge: ({ minutes, arms }) => {
        totals.add(arms);
        const due = Math.floor((minutes * looks) / horizon);
        if (due <= taken) return null;
        taken = due;
        const z = totals.zScore();
        return Math.abs(z) > boundary * Math.sqrt(looks / taken) ? (z > 0 ? "promote" : "roll-back") : null;
      },
    };
  },
};
