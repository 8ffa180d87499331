import { useMediaQuery } from "@mantine/hooks";
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import type { Document } from "~/api/documents";
import { t } from "~/texts";
import { DocumentRow } from "./DocumentRow";
import classes from "./DocumentTable.module.css";

const d = t.sources.docs;
const COLUMNS = ["status", "name", "size", "pages", "indexed", "actions"] as const;
const HEAD = { wide: 36, narrow: 0 };
const ROW = { wide: 58, narrow: 84 };
const AHEAD = 30;

interface Props {
  label: string;
  items: readonly Document[];
  /** Rows to make room for: those that are loaded and those that will be. */
  total: number;
  onNeedMore: () => void;
}

/** A table of any length: only what is seen is drawn, more is loaded before it is reached. */
export function DocumentTable({ label, items, total, onNeedMore }: Props) {
  const width = useMediaQuery("(min-width: 48em)", true, { getInitialValueInEffect: false })
    ? "wide"
    : "narrow";
  const scroller = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<number | null>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- the React Compiler is not used here
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW[width],
    scrollMargin: HEAD[width],
    scrollPaddingStart: HEAD[width],
    overscan: 20,
    // The row with the focus stays, however far one scrolls: its element must not be taken from under the keyboard.
    rangeExtractor: (range) => {
      const seen = defaultRangeExtractor(range);
      return focused === null || focused >= total || seen.includes(focused)
        ? seen
        : [...seen, focused].sort((a, b) => a - b);
    },
  });
  const drawn = rows.getVirtualItems();
  const last = (rows.range?.endIndex ?? 0) + AHEAD;
  const needsMore = last >= items.length && items.length < total;
  // Loading more follows from where the scrollbar stands, which is the browser's state.
  useEffect(() => {
    if (needsMore) onNeedMore();
  });
  const size = ROW[width];
  // Row heights are known beforehand; a change of the layout has to be told.
  useEffect(() => rows.measure(), [rows, size]);

  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const at = Number((event.target as HTMLElement).dataset.row);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined || Number.isNaN(to) || !items[to]) return;
    event.preventDefault();
    rows.scrollToIndex(to);
    setFocused(to);
    const find = () => scroller.current?.querySelector<HTMLElement>(`[data-row="${to}"]`);
    requestAnimationFrame(() => requestAnimationFrame(() => find()?.focus()));
  };

  return (
    <div
      ref={scroller}
      role="table"
      aria-label={label}
      aria-rowcount={total + 1}
      aria-colcount={COLUMNS.length}
      tabIndex={0}
      className={classes.table}
      style={{ height: `min(${HEAD[width] + total * size + 2}px, max(22rem, 100dvh - 11rem))` }}
      onKeyDown={move}
      onFocus={({ target }) => setFocused(rowOf(target))}
      onBlur={() => setFocused(null)}
    >
      <div role="rowgroup" className={classes.head} style={{ height: HEAD.wide }}>
        <div role="row" aria-rowindex={1} className={classes.row}>
          {COLUMNS.map((column) => (
            <div role="columnheader" key={column} className={classes[column]}>
              {d.columns[column]}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className={classes.body} style={{ height: rows.getTotalSize() }}>
        {drawn.map(({ index, start }) => (
          <DocumentRow
            key={items[index]?.id ?? index}
            document={items[index]}
            index={index}
            top={start - HEAD[width]}
            height={size}
          />
        ))}
      </div>
    </div>
  );
}

function rowOf(target: EventTarget): number | null {
  const row = target instanceof HTMLElement ? target.closest("[aria-rowindex]") : null;
  return row ? Number(row.getAttribute("aria-rowindex")) - 2 : null;
}
