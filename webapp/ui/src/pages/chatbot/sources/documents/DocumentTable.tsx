import { Checkbox } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { part, t } from "~/texts";
import { DocumentRow } from "./DocumentRow";
import classes from "./DocumentTable.module.css";
import type { DocumentRows, Sight } from "./useDocumentPages";

const d = part(() => t.sources.docs);
const COLUMNS = ["choose", "status", "name", "size", "pages", "indexed", "actions"] as const;
const HEAD = { wide: 36, narrow: 0 };
const ROW = { wide: 58, narrow: 84 };
/** Sight is told in steps of so many rows, not at every one. */
const STEP = 10;

interface Props {
  label: string;
  rows: DocumentRows;
  /** Rows to make room for: those that are loaded and those that will be. */
  total: number;
  onSight: (sight: Sight) => void;
  chosen: ReadonlySet<string>;
  onChoose: (ids: readonly string[], on: boolean) => void;
}

/** A table of any length: only what is seen is drawn, what comes near is loaded. */
export function DocumentTable({
  label,
  rows: { list, at, loaded },
  total,
  onSight,
  chosen,
  onChoose,
}: Props) {
  const width = useMediaQuery("(min-width: 48em)", true, { getInitialValueInEffect: false })
    ? "wide"
    : "narrow";
  const scroller = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<number | null>(null);
  /** The row that the keyboard went to and that is not drawn or not loaded yet. */
  const awaited = useRef<number | null>(null);
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
  const size = ROW[width];
  const [first, last] = [rows.range?.startIndex ?? 0, rows.range?.endIndex ?? 0].map(inSteps) as [
    number,
    number,
  ];
  // What is in sight follows from where the scrollbar stands, which is the browser's state.
  useEffect(() => onSight({ list, first, last: last + STEP }), [onSight, list, first, last]);
  // Row heights are known beforehand; a change of the layout has to be told.
  useEffect(() => rows.measure(), [rows, size]);
  // The focus is the browser's: it can be given only to a row that is there.
  useEffect(() => {
    const row = scroller.current?.querySelector<HTMLElement>(`[data-row="${awaited.current}"]`);
    if (!row) return;
    awaited.current = null;
    row.focus();
  });

  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const from = Number((event.target as HTMLElement).dataset.row);
    const to = { ArrowDown: from + 1, ArrowUp: from - 1, Home: 0, End: total - 1 }[event.key];
    if (to === undefined || Number.isNaN(to) || to < 0 || to >= total) return;
    event.preventDefault();
    awaited.current = to;
    rows.scrollToIndex(to);
  };

  const idsOf = () => Array.from({ length: loaded }, (_, row) => at(row)?.id ?? "").filter(Boolean);

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
      onBlur={() => {
        awaited.current = null;
        setFocused(null);
      }}
    >
      <div role="rowgroup" className={classes.head} style={{ height: HEAD.wide }}>
        <div role="row" aria-rowindex={1} className={classes.row}>
          {COLUMNS.map((column) => (
            <div role="columnheader" key={column} className={classes[column]}>
              {column === "choose" ? (
                <Checkbox
                  size="xs"
                  aria-label={d.chooseAll(loaded)}
                  checked={loaded > 0 && chosen.size >= loaded}
                  indeterminate={chosen.size > 0 && chosen.size < loaded}
                  onChange={({ currentTarget }) => onChoose(idsOf(), currentTarget.checked)}
                />
              ) : (
                d.columns[column]
              )}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className={classes.body} style={{ height: rows.getTotalSize() }}>
        {drawn.map(({ index, start }) => (
          <DocumentRow
            key={at(index)?.id ?? index}
            document={at(index)}
            index={index}
            top={start - HEAD[width]}
            height={size}
            chosen={chosen.has(at(index)?.id ?? "")}
            onChoose={onChoose}
          />
        ))}
      </div>
    </div>
  );
}

const inSteps = (row: number) => Math.floor(row / STEP) * STEP;

function rowOf(target: EventTarget): number | null {
  const row = target instanceof HTMLElement ? target.closest("[aria-rowindex]") : null;
  // The row of the columns' names is none.
  const at = row ? Number(row.getAttribute("aria-rowindex")) - 2 : -1;
  return at < 0 ? null : at;
}
