import { useEffect, useRef, useState } from "preact/hooks";

export interface Copy {
  readonly label: string;
  /** Made when it is asked for. */
  readonly text: () => string;
}

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

  async function copy({ label, text }: Copy) {
    try {
      await navigator.clipboard.writeText(text());
      setDone(`${label}: copied`);
    } catch {
      setDone("The browser does not let this page copy");
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
