import { Text } from "@mantine/core";
import type { Message } from "~/api/stream";
import { t } from "~/texts";
import classes from "./chat.module.css";

/** The rows that an answer was computed from: what was asked of the columns, then a small table with its header. */
export function TableAnswer({ table }: { table: NonNullable<Message["table"]> }) {
  const a = t.chat.table;
  const { title, columns, conditions, rows, total } = table;
  const asked = conditions.map(({ column, op, value }) => `${column} ${op} ${value}`);
  return (
    <figure className={classes.rowsOf}>
      <figcaption>
        <Text size="sm" c="dimmed" component="span">
          {asked.length > 0 ? a.where(title, asked) : a.of(title)}
        </Text>
      </figcaption>
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
      {total > rows.length ? (
        <Text size="xs" c="dimmed">
          {a.more(rows.length, total)}
        </Text>
      ) : null}
    </figure>
  );
}
