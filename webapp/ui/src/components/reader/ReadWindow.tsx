import { memo, useMemo, type ReactNode } from "react";
import type { StoredText } from "~/api/reader";
import { centre } from "./centre";
import { unitsOf, type Item, type Part, type Prose, type Unit } from "./model";
import classes from "./reader.module.css";
import { TableUnit } from "./TableUnit";
import { Words } from "./Words";

interface Props {
  window: StoredText;
  /** The quote's, in code points of the whole text. */
  start: number;
  end: number;
  markdown: boolean;
}

/** A window of a text as it was meant: headings, lists, tables; the quote marked inside. */
export const ReadWindow = memo(function ReadWindow({ window, start, end, markdown }: Props) {
  const units = useMemo(() => unitsOf(window, { start, end }, markdown), [window, start, end, markdown]);
  // What is brought into view: where the quote begins, which may be in the window before.
  const first = start >= window.start && end > start ? units.findIndex(isQuoted) : -1;
  return units.map((unit, at) => (
    <UnitView key={unit.at} unit={unit} heads={window.heads} first={at === first} />
  ));
});

const isQuoted = (unit: Unit) =>
  unit.kind === "table"
    ? unit.rows.some(({ quoted }) => quoted)
    : unit.kind === "list"
      ? unit.items.some(({ quoted }) => quoted)
      : unit.quoted;

interface UnitProps {
  unit: Unit;
  heads: StoredText["heads"];
  first: boolean;
}

function UnitView({ unit, heads, first }: UnitProps) {
  if (unit.kind === "table") return <TableUnit table={unit} heads={heads} first={first} />;
  if (unit.kind === "list") {
    const begins = first ? unit.items.find(({ quoted }) => quoted)?.at : undefined;
    return (
      <ul className={classes.list}>
        {unit.items.map((item) => (
          <ItemView key={item.at} item={item} first={item.at === begins} />
        ))}
      </ul>
    );
  }
  return <ProseView prose={unit} first={first} />;
}

/** How deep lists are set in: beyond that there is no room on a phone. */
const DEEPEST = 6;

function ItemView({ item: { at, level, number, parts }, first }: { item: Item; first: boolean }) {
  const inset = `${(Math.min(level, DEEPEST) - 1) * 1.4}em`;
  return (
    <li className={classes.item} data-at={at} style={{ marginInlineStart: inset }} {...inView(parts, first)}>
      <span className={classes.bullet} aria-hidden={number === null || undefined}>
        {number ?? "•"}
      </span>
      <span className={classes.words}>
        <Words parts={parts} first={first} />
      </span>
    </li>
  );
}

/** Where nothing of the quote is shown, the block that it is about is brought into view. */
const inView = (parts: readonly Part[], first: boolean) =>
  first && !parts.some(({ marked }) => marked) ? { ref: centre } : {};

function ProseView({ prose: { kind, at, level, parts }, first }: { prose: Prose; first: boolean }) {
  const said: ReactNode = <Words parts={parts} first={first} />;
  const props = { "data-at": at, ...inView(parts, first) };
  switch (kind) {
    case "heading":
      // One level for all: what stands above the window may have been the one between.
      return (
        <h3 className={`${classes.block} ${classes.heading}`} data-level={Math.min(level, 6)} {...props}>
          {said}
        </h3>
      );
    case "code":
      return (
        <pre className={classes.code} {...props}>
          <code>{said}</code>
        </pre>
      );
    case "quote":
      return (
        <blockquote className={classes.cited} {...props}>
          {said}
        </blockquote>
      );
    case "note":
    case "caption":
      return (
        <p className={`${classes.block} ${classes[kind]}`} {...props}>
          {said}
        </p>
      );
    default:
      return (
        <p className={classes.block} {...props}>
          {said}
        </p>
      );
  }
}
