import { useEffect, useRef, useState } from "preact/hooks";

/** What is copied, made when it is asked for. */
export type Copy = { readonly label: string } & (
  | { readonly text: () => string | Promise<string> }
  | {
      /** A PNG. */
      readonly image: () => Promise<Blob>;
    }
);

interface Menu {
  /** Of what, for those who do not see where the menu stands. */
  readonly of: string;
  readonly copies: readonly Copy[];
}

/** Copies something as a link, as JSON or the like. */
export function CopyMenu({ of, copies }: Menu) {
  const [done, setDone] = useState<string | null>(null);
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: Event) => {
      if (menu.current && event.target instanceof Node && !menu.current.contains(event.target)) {
        menu.current.open = false;
      }
    };
    document.addEventListener("pointerdown", close);
    return () => document.removeEventListener("pointerdown", close);
  }, []);

  async function copy(one: Copy) {
    const { label } = one;
    try {
      if ("text" in one) await navigator.clipboard.writeText(await one.text());
      else await navigator.clipboard.write([new ClipboardItem({ "image/png": one.image() })]);
      setDone(`${label}: copied`);
    } catch {
      setDone("It could not be copied");
    }
    if (menu.current) menu.current.open = false;
    setTimeout(() => setDone(null), 2_000);
  }

  return (
    <details
      class="menu"
      ref={menu}
      onKeyDown={(event) => {
        if (event.key === "Escape" && menu.current) menu.current.open = false;
      }}
    >
      <summary class="button button-quiet" aria-label={`Copy ${of}`}>
        {done ?? "Copy"}
      </summary>
      <div class="menu-items">
        {copies.map((one) => (
          <button type="button" key={one.label} onClick={() => void copy(one)}>
            {one.label}
          </button>
        ))}
      </div>
    </details>
  );
}

/** The address of this page with another place behind the `#`. */
export function linkTo(address: string): string {
  return new URL(address, location.href).href;
}
