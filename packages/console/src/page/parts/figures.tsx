import type { ComponentChildren } from "preact";

interface Shown {
  readonly label: string;
  readonly children: ComponentChildren;
  /** What it is of, in a few words. */
  readonly note?: ComponentChildren;
}

/** A figure that a page begins with, large, with its name and a note. */
export function KeyFigure({ label, children, note }: Shown) {
  return (
    <div class="key-figure">
      <dt>{label}</dt>
      <dd>{children}</dd>
      {note === undefined ? null : <dd class="quiet small">{note}</dd>}
    </div>
  );
}

/** Figures in a row. */
export function KeyFigures({ children }: { readonly children: ComponentChildren }) {
  return <dl class="key-figures">{children}</dl>;
}
