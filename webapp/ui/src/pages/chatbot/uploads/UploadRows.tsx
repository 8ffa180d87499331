import { ActionIcon, Text } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { part, t } from "~/texts";
import { size } from "~/texts/format";
import type { UploadItem } from "./queue";
import { retryUploads } from "./uploads";
import classes from "./uploads.module.css";

const u = part(() => t.uploads);
const ROW = 52;
const MOST_SHOWN = 4;

interface Props {
  chatbotId: string;
  items: readonly UploadItem[];
}

/** The files that were chosen, each with how far it is. */
export function UploadRows({ chatbotId, items }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- the React Compiler is not used here
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
  });
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      style={{ height: Math.min(items.length, MOST_SHOWN) * ROW }}
      role="list"
      aria-label={u.list}
      tabIndex={0}
    >
      <div style={{ height: rows.getTotalSize() }} role="presentation">
        {rows.getVirtualItems().map(({ index, start }) => {
          const item = items[index];
          return item ? (
            <Row key={item.id} item={item} chatbotId={chatbotId} start={start} of={items.length} at={index} />
          ) : null;
        })}
      </div>
    </div>
  );
}

const stateOf = ({ state, share }: UploadItem) =>
  state === "sending" ? (share < 1 ? u.sending(Math.floor(100 * share)) : u.storing) : u[state];

interface RowProps {
  chatbotId: string;
  item: UploadItem;
  start: number;
  at: number;
  of: number;
}

function Row({ chatbotId, item, start, at, of }: RowProps) {
  const again = item.state === "failed" || item.state === "cancelled";
  return (
    <div
      role="listitem"
      aria-setsize={of}
      aria-posinset={at + 1}
      className={classes.row}
      data-state={item.state}
      style={{ transform: `translateY(${start}px)`, height: ROW }}
    >
      <div className={classes.name}>
        <Text size="sm" truncate title={item.name}>
          {item.name}
        </Text>
        <Text size="xs" className={classes.second ?? ""} truncate title={item.reason}>
          {item.reason || size(item.file.size)}
        </Text>
      </div>
      <Text size="sm" className={classes.state ?? ""}>
        {stateOf(item)}
      </Text>
      {again ? (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={u.retry(item.name)}
          title={u.retry(item.name)}
          onClick={() => retryUploads(chatbotId, item.id)}
        >
          <IconRefresh size={17} aria-hidden />
        </ActionIcon>
      ) : null}
    </div>
  );
}
