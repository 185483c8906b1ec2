import { describe, expect, it } from "vitest";
import { lambdaRequest, largestBody } from "./lambda-request.ts";

const bytes = (event: Parameters<typeof lambdaRequest>[0]) => {
  const received = lambdaRequest(event);
  return received.result === "request" ? Buffer.from(received.request.body).toString("hex") : received.result;
};

describe("a request of API Gateway", () => {
  it("has the bytes that were sent, as text or as base64", () => {
    expect(bytes({ body: "é" })).toBe("c3a9");
    expect(bytes({ body: "w6k=", isBase64Encoded: true })).toBe("c3a9");
    expect(bytes({})).toBe("");
  });

  it.each([
    ["what is no base64", { body: "w6k", isBase64Encoded: true }],
    ["base64 with a line break", { body: "w6k=\n", isBase64Encoded: true }],
    ["half a character, which would become another one", { body: '"\ud800"' }],
  ])("is broken by %s", (_, event) => {
    expect(bytes(event)).toBe("broken");
  });

  it("may have as many bytes as the limit, and not one more", () => {
    const full = "x".repeat(largestBody);
    const base64 = (text: string) => ({ body: Buffer.from(text).toString("base64"), isBase64Encoded: true });

    expect([bytes({ body: full }).length, bytes(base64(full)).length]).toEqual([
      2 * largestBody,
      2 * largestBody,
    ]);
    expect([bytes({ body: `${full}x` }), bytes(base64(`${full}x`))]).toEqual(["too-large", "too-large"]);
    expect(bytes({ body: "é".repeat(largestBody / 2 + 1) })).toBe("too-large");
  });

  it("has its headers in lower case, and one that came twice in one value", () => {
    const received = lambdaRequest({ headers: { "X-Signature": "a", "x-signature": "b", Other: undefined } });

    expect(received).toMatchObject({ result: "request", request: { headers: { "x-signature": "a,b" } } });
  });

  it("is not unpacked", () => {
    expect(bytes({ headers: { "Content-Encoding": "gzip" }, body: "x" })).toBe("encoded");
    expect(bytes({ headers: { "content-encoding": "identity" }, body: "x" })).toBe("78");
  });
});
