import { Text } from "@mantine/core";
import type { Message } from "~/api/stream";
import { t } from "~/texts";
import classes from "./chat.module.css";

interface Props {
  table: NonNullable<Message["table"]>;
  /** So many of its rows stand in the answer already. */
  said: number;
}

/** What an answer was computed from: what was asked of the columns, and the rows that the answer itself does not show. */
export function TableAnswer({ table, said }: Props) {
  const a = t.chat.table;
  const { title, conditions, rows, total } = table;
  const asked = conditions.map(({ column, op, value }) => `${column} ${op} ${value}`);
  return (
    <figure className={classes.rowsOf}>
      <figcaption>
        <Text size="sm" c="dimmed" component="span">
          {asked.length > 0 ? a.where(title, asked) : a.of(title)}
        </Text>
      </figcaption>
      {said < rows.length ? <Rows table={table} folded={said > 0} /> : null}
      {total > rows.length ? (
        <Text size="xs" c="dimmed">
          {a.more(rows.length, total)}
        </Text>
      ) : null}
    </figure>
  );
}

function Rows({ table: { title, columns, rows }, folded }: { table: Props["table"]; folded: boolean }) {
  const a = t.chat.table;
  const shown = (
    <div className={classes.table} role="region" aria-label={a.of(title)} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map((column, at) => (
              <th key={at} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ cells, start }) => (
            <tr key={start}>
              {cells.map((cell, at) => (
                <td key={at}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
  if (!folded) return shown;
  return (
    <details className={classes.allRows}>
      <summary>{a.all(rows.length)}</summary>
      {shown}
    </details>
  );
}
