import { beforeAll, describe, expect, it } from "vitest";
import { seededRandom } from "../../packages/local/src/random.ts";
import { tinyImage } from "../../packages/local/src/sagemaker/testing/images.ts";
import { startLocal } from "../../packages/local/src/server.ts";
import { conformance, type Report } from "./conformance.ts";
import { seededAnswers } from "./seeded-answers.ts";

/** `npm run test:conformance` sends them all. */
const share = 0.08;

describe("requests that the models tell, a seeded share of them", () => {
  let report: Report;

  beforeAll(async () => {
    const random = seededRandom(20_260_815);
    const server = await startLocal({ region: "us-east-1" });
    report = await conformance(server.url, ({ place, breaks }) => {
      const drawn = random() < share;
      return drawn || (place === "" && breaks === null);
    });
    await server.close();
  });

  it("are sent to every operation", () => {
    expect(report.operations).toBeGreaterThan(130);
    expect(report.broken).toBeGreaterThan(300);
  });

  it("are refused in the service's words when they break its model", () => {
    expect(report.accepted).toEqual([]);
    expect(report.refused).toBe(report.broken);
  });

  it("end no server, and break nothing in it", () => {
    expect(report.failures).toEqual([]);
  });

  it("are answered as the model says", () => {
    expect(report.answers).toBeGreaterThan(50);
    expect(report.wrongAnswers).toEqual([]);
  });
});

it("a world of one of everything answers as the models say", async () => {
  const server = await startLocal({ region: "us-east-1", images: tinyImage() });
  const seeded = await seededAnswers(server.url);
  await server.close();

  expect(seeded.failures).toEqual([]);
  expect(seeded.wrongAnswers).toEqual([]);
  expect(seeded.answers).toBeGreaterThan(80);
});
