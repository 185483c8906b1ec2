import { expect, it } from "vitest";
import { money, moneyOf } from "./money.ts";

it("money has its unit and two digits, and what is not known or hardly anything is said so", () => {
  expect(moneyOf(1_260_000_000)).toBe("$1,260.00");
  expect(moneyOf(1_200)).toBe("under $0.01");
  expect(moneyOf(0)).toBe("$0.00");
  expect(money(null)).toBe("–");
});
