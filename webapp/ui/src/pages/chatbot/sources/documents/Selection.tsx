import { Button, Group, Text } from "@mantine/core";
import { IconRefresh, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { part, t } from "~/texts";
import { DangerButton } from "~/ui/DangerButton";
import classes from "./DocumentTable.module.css";
import { useBulk } from "./useBulk";

const b = part(() => t.sources.bulk);

interface Props {
  sourceId: string;
  chosen: ReadonlySet<string>;
  /** Those of them that it means something to read again. */
  retryable: readonly string[];
  onClear: () => void;
}

/** What can be done with the documents that were chosen. A deletion is asked for twice: there are several. */
export function Selection({ sourceId, chosen, retryable, onClear }: Props) {
  const [asked, setAsked] = useState(false);
  const bulk = useBulk(sourceId, onClear);
  const ids = [...chosen];
  return (
    <Group gap="xs" className={classes.selection ?? ""} role="region" aria-label={b.label}>
      <Text size="sm" fw={600} role="status">
        {b.chosen(ids.length)}
      </Text>
      {retryable.length > 0 ? (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconRefresh size={15} aria-hidden />}
          loading={bulk.isPending && bulk.variables.action === "retry"}
          onClick={() => bulk.mutate({ action: "retry", ids: retryable })}
        >
          {b.retry(retryable.length, ids.length)}
        </Button>
      ) : null}
      <DangerButton
        size="xs"
        quiet={!asked}
        leftSection={<IconTrash size={15} aria-hidden />}
        loading={bulk.isPending && bulk.variables.action === "delete"}
        onClick={() => (asked ? bulk.mutate({ action: "delete", ids }) : setAsked(true))}
      >
        {asked ? b.sure(ids.length) : b.delete}
      </DangerButton>
      <Button size="xs" variant="subtle" onClick={onClear}>
        {b.clear}
      </Button>
    </Group>
  );
}
