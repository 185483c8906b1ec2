import type { Page } from "playwright-core";

/** The page has drawn what it had to draw: a task after the frame's own. */
const drawn = `new Promise((done) => requestAnimationFrame(() => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => done(performance.now());
  port2.postMessage(null);
}))`;

/** Answers in the page once an expression is true there, looked at in every frame. */
const until = (condition: string) => `new Promise((done, fail) => {
  const patience = performance.now() + 60_000;
  const look = () => {
    if (${condition}) done();
    else if (performance.now() > patience) fail(new Error(${JSON.stringify(`never: ${condition}`)}));
    else requestAnimationFrame(look);
  };
  look();
})`;

/**
 * From the navigation until a condition is true in the page and drawn, in milliseconds, by the page's own clock.
 *
 * @param condition an expression of the page
 */
export async function untilFirstView(page: Page, url: string, condition: string): Promise<number> {
  await page.goto(url, { waitUntil: "commit" });
  return Number(await page.evaluate(`${until(condition)}.then(() => ${drawn})`));
}

/**
 * From a real input event until a condition is true in the page and drawn, in milliseconds: what of it is the driver's own
 * time lies before the event.
 *
 * @param event the type of the event that begins it
 * @param condition an expression of the page, false before the event
 */
export async function untilAnswered(
  page: Page,
  event: "click" | "keydown" | "input" | "pointermove",
  act: () => Promise<unknown>,
  condition: string,
): Promise<number> {
  const answered = page.evaluate(`(async () => {
    const began = await new Promise((done) =>
      addEventListener("${event}", ({ timeStamp }) => done(timeStamp), { capture: true, once: true }));
    await ${until(condition)};
    return (await ${drawn}) - began;
  })()`);
  // The listener must be there before the act; the page answers one question after the other.
  await page.evaluate("0");
  const [milliseconds] = await Promise.all([answered, act()]);
  return Number(milliseconds);
}
