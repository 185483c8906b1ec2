import * as z from "zod";

/** Money in dollars and cents, as a text: "$12.50". */
export const dollars = z
  .string({
    error: ({ input }) =>
      typeof input === "number"
        ? `must be money in dollars as a text: "$${input}"`
        : "must be money in dollars as a text",
  })
  .transform((text, context) => {
    const match = /^\$(\d{1,12}(?:\.\d{1,2})?)$/.exec(text.trim());
    if (!match || Number(match[1]) <= 0) {
      // Thousands are often parted, and cents elsewhere written after a comma.
      const plain = text
        .replaceAll(/(?<=\d)[, '_](?=\d{3}(?!\d))/g, "")
        .replace(/(?<=\d),(?=\d{1,2}(?!\d))/, ".");
      const [amount] = /(?<!\d)\d{1,12}(?!\d)(?:\.\d{1,2})?/.exec(plain) ?? [];
      context.addIssue({
        code: "custom",
        message: "is no amount of money above 0, in dollars and cents",
        params: amount === undefined || Number(amount) <= 0 ? {} : { remedy: `write "$${amount}"` },
      });
      return z.NEVER;
    }
    return Number(match[1]);
  });
