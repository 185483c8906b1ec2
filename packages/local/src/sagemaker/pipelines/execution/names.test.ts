import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../random.ts";
import { executionId, jobName } from "./names.ts";

describe("names", () => {
  it("give an execution 12 lower-case characters", () => {
    expect(executionId(seededRandom(1))).toMatch(/^[a-z0-9]{12}$/);
  });

  it.each(["Train", "a_step_with_underscores", "x".repeat(64), `${"y".repeat(28)}-z`])(
    "give the job of step %j a name that SageMaker allows",
    (step) => {
      const name = jobName("q7w2e9r4t1y6", step, seededRandom(2));
      expect(name).toMatch(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/);
      expect(name.length).toBeLessThanOrEqual(63);
      expect(name.startsWith(`pipelines-q7w2e9r4t1y6-${step.charAt(0)}`)).toBe(true);
    },
  );
});
