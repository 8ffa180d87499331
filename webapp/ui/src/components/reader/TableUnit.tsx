import type { StoredText } from "~/api/reader";
import { centre } from "./centre";
import type { Part, Row, Table } from "./model";
import classes from "./reader.module.css";
import { Words } from "./Words";

interface Props {
  table: Table;
  /** What heads the columns of a table that begins before what is shown. */
  heads: StoredText["heads"];
  first: boolean;
}

/** A column's least width: with more of them than fit, the table is scrolled sideways. */
const COLUMN_REM = 7;

const plain = (text: string): Part[] => (text ? [{ text, marked: false, styles: [] }] : []);

/** A table as one, its header at hand however far down one reads. */
export function TableUnit({ table: { table, columns, rows }, heads, first }: Props) {
  const own = rows[0]?.header ? rows.filter(({ header }) => header) : [];
  const before = own.length > 0 ? undefined : heads.find((head) => head.table === table);
  const head: Row[] = before
    ? [{ at: -1, quoted: false, header: true, cells: before.cells.map(plain) }]
    : own;
  const width = Math.max(columns, before?.cells.length ?? 0);
  const begins = first ? rows.find(({ quoted }) => quoted)?.at : undefined;
  return (
    <table className={classes.grid} style={{ minWidth: `${width * COLUMN_REM}rem` }}>
      {head.length > 0 ? (
        <thead>
          {head.map((row) => (
            <Line key={row.at} row={row} width={width} first={row.at === begins} />
          ))}
        </thead>
      ) : null}
      <tbody>
        {rows.slice(own.length).map((row) => (
          <Line key={row.at} row={row} width={width} first={row.at === begins} />
        ))}
      </tbody>
    </table>
  );
}

interface LineProps {
  row: Row;
  width: number;
  first: boolean;
}

function Line({ row: { at, quoted, header, cells }, width, first }: LineProps) {
  const Cell = header ? "th" : "td";
  const begins = first ? cells.findIndex((parts) => parts.some(({ marked }) => marked)) : -1;
  return (
    <tr
      data-at={at < 0 ? undefined : at}
      data-quoted={quoted || undefined}
      {...(first && begins < 0 ? { ref: centre } : {})}
    >
      {Array.from({ length: width }, (_, column) => (
        <Cell key={column} {...(header ? { scope: "col" as const } : {})}>
          <Words parts={cells[column] ?? []} first={column === begins} />
        </Cell>
      ))}
    </tr>
  );
}
