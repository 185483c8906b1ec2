import { expect, it } from "vitest";
import { apiWorld, byJwt, people } from "../testing/world.ts";

const { app } = apiWorld();
const ask = (environment: object | undefined) => app.request("/me", {}, environment);

it.each([
  ["reader", ["reader"]],
  ["operator", ["reader", "operator"]],
  ["approver", ["reader", "operator", "approver"]],
] as const)("a %s is told who they are and every role that they may act as", async (role, roles) => {
  const answer = await ask(people[role]);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ by: expect.stringContaining("arn:aws:sts::"), roles });
});

it("a caller by token is told the name that the ledger will have", async () => {
  const claims = { sub: "u-1", email: "ines@example.com", driftwheel_roles: "driftwheel-operators" };
  const answer = await ask(byJwt(claims));
  expect(await answer.json()).toEqual({ by: "ines@example.com (u-1)", roles: ["reader", "operator"] });
});

it("who has no role is told so, with their name", async () => {
  const answer = await ask(byJwt({ sub: "u-2", driftwheel_roles: "sailors" }));
  expect(answer.status).toBe(403);
  expect(await answer.json()).toMatchObject({
    type: "/problems/forbidden",
    detail: "u-2 is nobody that DRIFTWHEEL_API_ROLES names; this needs the role reader.",
  });
});
