import type { Page } from "playwright-core";
import { untilAnswered } from "./page-clock.ts";

interface FirstView {
  readonly name: string;
  readonly hash: string;
  /** An expression of the page: its content is there. */
  readonly there: string;
}

const some = (selector: string, least = 1) =>
  `document.querySelectorAll(${JSON.stringify(selector)}).length >= ${least}`;
const text = (selector: string, part: string) =>
  `document.querySelector(${JSON.stringify(selector)})?.textContent.includes(${JSON.stringify(part)})`;

const fleet: FirstView = { name: "fleet", hash: "#/", there: some("tbody tr[data-index]", 10) };
const model: FirstView = {
  name: "model with its ledger",
  hash: "#/models/tide",
  there: some(".timeline-item", 20),
};
const rollout: FirstView = {
  name: "rollout with its charts",
  hash: "#/models/tide/rollouts/tide-v2-1",
  there: some("canvas", 5),
};

/** What a person opens by its address, in a browser that has never seen the page. */
export const firstViews: readonly FirstView[] = [
  fleet,
  model,
  { name: "entry with its causes", hash: "#/models/tide/entries/250", there: some(".entry-details svg") },
  { name: "drift", hash: "#/models/tide/drift", there: some("canvas", 2) },
  { name: "rollouts", hash: "#/models/tide/rollouts", there: some("tbody tr[data-index]") },
  rollout,
];

interface Interaction {
  readonly name: string;
  readonly on: FirstView;
  /** In order, on one page; answers milliseconds. */
  readonly act: (page: Page) => Promise<number>;
}

/** What a person does on a page that is open. */
export const interactions: readonly Interaction[] = [
  {
    name: "fleet: sort",
    on: fleet,
    act: (page) =>
      untilAnswered(
        page,
        "click",
        () => page.getByRole("button", { name: "Champion" }).click(),
        some("th:nth-child(4)[aria-sort=ascending]"),
      ),
  },
  {
    name: "fleet: filter",
    on: fleet,
    act: (page) =>
      untilAnswered(
        page,
        "click",
        () => page.getByRole("button", { name: /^Paused / }).click(),
        `[...document.querySelectorAll("tbody tr")].every((row) => row.textContent.includes("Paused"))`,
      ),
  },
  {
    name: "fleet: search",
    on: fleet,
    act: async (page) => {
      await page.getByRole("searchbox").focus();
      return await untilAnswered(
        page,
        "input",
        () => page.keyboard.type("4"),
        `[...document.querySelectorAll("tbody tr")].every((row) => row.textContent.includes("4"))`,
      );
    },
  },
  {
    name: "fleet: scroll to the end",
    on: fleet,
    act: async (page) => {
      // Ten models fit in the usual window, where nothing would scroll.
      await page.setViewportSize({ width: 1280, height: 480 });
      await page.locator("tbody a").first().focus();
      return await untilAnswered(
        page,
        "keydown",
        () => page.keyboard.press("End"),
        `Number(document.activeElement?.closest("[aria-rowindex]")?.getAttribute("aria-rowindex")) ===
          Number(document.querySelector("table").getAttribute("aria-rowcount"))`,
      );
    },
  },
  {
    name: "model: show every entry",
    on: model,
    act: (page) =>
      untilAnswered(
        page,
        "click",
        () => page.getByRole("button", { name: "Everything" }).click(),
        some(".chip[aria-pressed=true]"),
      ),
  },
  {
    name: "model: open an entry",
    on: model,
    act: (page) =>
      untilAnswered(
        page,
        "click",
        () => page.locator(".timeline-line").nth(2).click(),
        some(".timeline-item.open .entry-details"),
      ),
  },
  {
    name: "model: an entry's causes and effects",
    on: model,
    act: (page) =>
      untilAnswered(
        page,
        "click",
        () => page.locator(".timeline-line").nth(3).click(),
        some(".timeline-item.open svg"),
      ),
  },
  {
    name: "rollout: point into a chart",
    on: rollout,
    act: async (page) => {
      const chart = page.locator(".u-over").first();
      await chart.scrollIntoViewIfNeeded();
      const box = await chart.boundingBox();
      if (!box) throw new Error("The chart is not drawn.");
      const before = JSON.stringify(await page.locator(".chart-legend").first().textContent());
      return await untilAnswered(
        page,
        "pointermove",
        () => page.mouse.move(box.x + box.width / 3, box.y + box.height / 2),
        `document.querySelector(".chart-legend").textContent !== ${before}`,
      );
    },
  },
  {
    name: "rollout: a chart as a table",
    on: rollout,
    act: (page) =>
      untilAnswered(
        page,
        "click",
        () => page.getByRole("button", { name: "Evidence as a table" }).click(),
        some(".chart-table tbody tr", 10),
      ),
  },
  {
    name: "rollout: to the model's rollouts",
    on: rollout,
    act: (page) =>
      untilAnswered(
        page,
        "click",
        () => page.getByRole("link", { name: "Rollouts", exact: true }).click(),
        `${text("main", "Looks")} && ${some("tbody tr[data-index]")}`,
      ),
  },
  {
    name: "rollouts: to a rollout",
    on: rollout,
    act: async (page) => {
      await page.getByRole("link", { name: "Rollouts", exact: true }).click();
      return await untilAnswered(
        page,
        "click",
        () => page.getByRole("link", { name: /tide-v2-1/ }).click(),
        // What is in the window; the charts lie below it, and are drawn in a quiet moment.
        `${text("h2.page-title", "tide-v2-1")} && ${some(".questions tbody tr", 2)}`,
      );
    },
  },
];
