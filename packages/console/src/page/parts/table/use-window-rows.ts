import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { whenIdle } from "../../shell/when-idle.ts";
import { rowsInWindow } from "./rows-in-window.ts";

/** What a window usually shows above a list: the first view has the rows that fit, before anything was measured. */
const usuallyAbove = 200;

/** What is kept from the head that stays on the screen. */
const headHeight = 110;

/** How many rows beside those in the window are drawn, in a quiet moment after them. */
const beside = 4;

/**
 * Which rows of a long list are in the window, and where they lie: the others are not in the document.
 *
 * @param rows the same array while nothing has changed
 * @param height of one row, in pixels
 */
export function useWindowRows(list: RefObject<HTMLElement | null>, rows: readonly unknown[], height: number) {
  const count = rows.length;
  const [seen, setSeen] = useState<readonly unknown[] | null>(null);
  const [above, setAbove] = useState(window.scrollY - usuallyAbove);
  const [windowHeight, setWindowHeight] = useState(window.innerHeight);

  function measure() {
    if (list.current === null) return;
    setAbove(Math.round(-list.current.getBoundingClientRect().top));
    setWindowHeight(window.innerHeight);
  }

  // After the frame is drawn, when measuring lays out nothing.
  useEffect(() => {
    measure();
    window.addEventListener("scroll", measure, { passive: true });
    window.addEventListener("resize", measure);
    return () => {
      window.removeEventListener("scroll", measure);
      window.removeEventListener("resize", measure);
    };
  }, []);
  // A list that is shorter than before may lie elsewhere: the window cannot be scrolled past its end.
  useLayoutEffect(() => {
    if (above > 0) measure();
  }, [count, height]);

  useEffect(() => {
    if (seen !== rows) whenIdle(() => setSeen(rows));
  }, [seen, rows]);

  const spare = seen === rows ? beside : 0;
  const [first, last] = rowsInWindow({ count, height, above, windowHeight }, spare);
  return {
    total: count * height,
    rows: Array.from({ length: last - first }, (_, place) => ({
      index: first + place,
      top: (first + place) * height,
    })),
    /** Scrolls no further than it must for a row to be seen whole. */
    show: (index: number) => {
      if (list.current === null) return;
      const { top } = list.current.getBoundingClientRect();
      const row = top + index * height;
      const before = Math.min(0, row - headHeight);
      const by = before < 0 ? before : Math.max(0, row + height - window.innerHeight);
      if (by === 0) return;
      window.scrollBy(0, by);
      // Its rows are drawn in this frame, not in the one after the browser says that it has scrolled.
      setAbove(Math.round(by - top));
      setSeen(null);
    },
  };
}
