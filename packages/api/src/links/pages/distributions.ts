import { html } from "hono/html";
import type { FeatureDistributionAnswer } from "../../schemas/drift.ts";
import type { Html } from "./page.ts";

const [width, height] = [300, 100];

/** Pictures of features' distributions, the baseline's beside the window's; where there is none, why. */
export function distributions(found: readonly FeatureDistributionAnswer[]): Html {
  const drawn = found.filter(({ distribution }) => distribution !== null);
  const missing = found.flatMap(({ feature, why }) => (why === null ? [] : [`${feature}: ${why}`]));
  return html`${
    drawn.length > 0
      ? html`<p class="quiet">${key("baseline", "trained on")} ${key("window", "asked now")}</p>
<div class="pictures">${drawn.map(picture)}</div>`
      : ""
  }
${missing.map((why) => html`<p class="quiet">No picture of ${why}</p>`)}`;
}

function key(name: "baseline" | "window", words: string): Html {
  return html`<svg class="key" viewBox="0 0 1 1" aria-hidden="true"><rect class="${name}" width="1" height="1"/></svg>${words}`;
}

function picture({ feature, distribution }: FeatureDistributionAnswer): Html {
  if (!distribution) return html``;
  const { bins, missing } = distribution;
  const largest = Math.max(0.001, ...bins.flatMap((bin) => [bin.baseline, bin.window]));
  const step = width / Math.max(1, bins.length);
  const bar = (name: "baseline" | "window", share: number, x: number) => {
    const tall = (height * share) / largest;
    return html`<rect class="${name}" x="${x.toFixed(1)}" y="${(height - tall).toFixed(1)}" width="${(step * 0.42).toFixed(1)}" height="${tall.toFixed(1)}"/>`;
  };
  const most = (of: "baseline" | "window") =>
    bins.reduce(
      (best, bin) => (bin[of] > best[of] ? bin : best),
      bins[0] ?? { label: "nothing", baseline: 0, window: 0 },
    ).label;
  const words = `${feature}: the commonest values were ${most("baseline")} in training, and are ${most("window")} now.`;
  return html`<figure>
<svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" role="img" aria-label="${words}">
${bins.map(({ baseline, window }, index) => html`${bar("baseline", baseline, index * step)}${bar("window", window, (index + 0.45) * step)}`)}
<line class="axis" x1="0" x2="${width}" y1="${height}" y2="${height}"/>
</svg>
<figcaption><span class="ends quiet"><span>${bins[0]?.label ?? ""}</span><span>${bins.at(-1)?.label ?? ""}</span></span>
${words} Missing: ${percent(missing.window)}, in training ${percent(missing.baseline)}.</figcaption>
</figure>`;
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))} %`;
}
