import { ActionIcon, Button, Group, Paper, Progress, Text } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { t } from "~/texts";
import { size } from "~/texts/format";
import { byUrgency, countUploads, shareDone, type UploadItem } from "./queue";
import classes from "./UploadList.module.css";
import { cancelUploads, clearUploads, retryUploads, useUploads } from "./uploads";

const u = t.sources.uploads;
const ROW = 52;
const MOST_SHOWN = 5;

/** The files that were chosen for a source, each with how far it is. */
export function UploadList({ sourceId }: { sourceId: string }) {
  const items = useUploads(sourceId);
  if (items.length === 0) return null;
  return (
    <Paper withBorder radius="md" mt="sm" component="section" aria-label={u.list}>
      <Summary sourceId={sourceId} items={items} />
      <Rows sourceId={sourceId} items={byUrgency(items)} />
    </Paper>
  );
}

interface Props {
  sourceId: string;
  items: readonly UploadItem[];
}

function Summary({ sourceId, items }: Props) {
  const counts = countUploads(items);
  const open = counts.queued + counts.sending > 0;
  const share = Math.round(100 * shareDone(items));
  const said = [
    u.summary(counts.sent, items.length),
    ...(counts.failed ? [u.failedCount(counts.failed)] : []),
    ...(counts.cancelled ? [u.cancelledCount(counts.cancelled)] : []),
  ].join(" · ");
  return (
    <div className={classes.summary}>
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={600} role="status">
          {said}
        </Text>
        <Group gap="xs">
          {counts.failed + counts.cancelled > 0 ? (
            <Button size="xs" variant="default" onClick={() => retryUploads(sourceId)}>
              {u.retryAll}
            </Button>
          ) : null}
          {open ? (
            <Button size="xs" variant="default" onClick={() => cancelUploads(sourceId)}>
              {u.cancel}
            </Button>
          ) : (
            <Button size="xs" variant="subtle" onClick={() => clearUploads(sourceId)}>
              {u.clear}
            </Button>
          )}
        </Group>
      </Group>
      {open ? <Progress value={share} size="sm" mt={8} aria-label={u.bar} transitionDuration={120} /> : null}
    </div>
  );
}

function Rows({ sourceId, items }: Props) {
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
            <Row key={item.id} item={item} sourceId={sourceId} start={start} of={items.length} at={index} />
          ) : null;
        })}
      </div>
    </div>
  );
}

const stateOf = ({ state, share }: UploadItem) =>
  state === "sending" ? (share < 1 ? u.sending(Math.floor(100 * share)) : u.storing) : u[state];

interface RowProps {
  sourceId: string;
  item: UploadItem;
  start: number;
  at: number;
  of: number;
}

function Row({ sourceId, item, start, at, of }: RowProps) {
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
          onClick={() => retryUploads(sourceId, item.id)}
        >
          <IconRefresh size={17} aria-hidden />
        </ActionIcon>
      ) : null}
    </div>
  );
}
