import {
  observeWindowOffset,
  observeWindowRect,
  Virtualizer,
  type VirtualizerOptions,
  windowScroll,
} from "@tanstack/virtual-core";
import type { RefObject } from "preact";
import { useLayoutEffect, useReducer, useState } from "preact/hooks";

type Options = VirtualizerOptions<Window, Element>;

/**
 * Which rows of a long list are in the window, and where they lie: the others are not in the document.
 *
 * @param height of one row, in pixels
 */
export function useWindowRows(list: RefObject<HTMLElement | null>, count: number, height: number) {
  const [, again] = useReducer((turn: number) => turn + 1, 0);
  const options: Options = {
    count,
    estimateSize: () => height,
    overscan: 5,
    getScrollElement: () => window,
    observeElementRect: observeWindowRect,
    observeElementOffset: observeWindowOffset,
    scrollToFn: windowScroll,
    initialRect: { width: window.innerWidth, height: window.innerHeight },
    initialOffset: () => window.scrollY,
    // Where the list begins on the page.
    scrollMargin: list.current ? list.current.getBoundingClientRect().top + window.scrollY : 0,
    // What is kept from the head that stays on the screen.
    scrollPaddingStart: 110,
    onChange: () => again(undefined),
  };
  const [virtualizer] = useState(() => new Virtualizer<Window, Element>(options));
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, height]);
  return {
    total: virtualizer.getTotalSize(),
    rows: virtualizer.getVirtualItems().map(({ index, start }) => ({
      index,
      top: start - virtualizer.options.scrollMargin,
    })),
    show: (index: number) => virtualizer.scrollToIndex(index),
  };
}
