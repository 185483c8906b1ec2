import { expect, it } from "vitest";
import { authoriseOwnPage } from "./own-page.ts";

it("what a page of the same origin asks for is let in as the console's user", () => {
  expect(authoriseOwnPage({ "sec-fetch-site": "same-origin" }, "111122223333")).toMatchObject({
    in: true,
    authorizer: { iam: { userArn: "arn:aws:iam::111122223333:user/console" } },
  });
});

it.each([
  ["another port's page", { "sec-fetch-site": "same-site" }],
  ["another site's page", { "sec-fetch-site": "cross-site" }],
  ["an address that was typed", { "sec-fetch-site": "none" }],
  ["what is no browser", {}],
  ["who signs", { "sec-fetch-site": "same-origin", authorization: "AWS4-HMAC-SHA256 ..." }],
])("%s is not", (_, headers) => {
  expect(authoriseOwnPage(headers, "111122223333")).toBeNull();
});
