import { Button, Group, Progress, Text } from "@mantine/core";
import { useState } from "react";
import { ButtonLink } from "~/components/links";
import { part, t } from "~/texts";
import { Reading } from "./Reading";
import { byUrgency, countUploads, shareDone, type UploadItem } from "./queue";
import { UploadRows } from "./UploadRows";
import { cancelUploads, clearUploads, retryUploads, useUploads } from "./uploads";
import classes from "./uploads.module.css";
import { useOutcome } from "./useOutcome";

const u = part(() => t.uploads);

/** What became of the files that were chosen: one line, and each of them while it is on its way or was not sent. */
export function UploadBar({ chatbotId }: { chatbotId: string }) {
  const items = useUploads(chatbotId);
  return items.length === 0 ? null : <Bar chatbotId={chatbotId} items={items} />;
}

function Bar({ chatbotId, items }: { chatbotId: string; items: readonly UploadItem[] }) {
  const outcome = useOutcome(chatbotId);
  const [opened, setOpened] = useState<boolean | null>(null);
  const counts = countUploads(items);
  const open = counts.queued + counts.sending > 0;
  const astray = counts.failed + counts.cancelled > 0;
  const shown = opened ?? (open || astray);
  const said = [
    u.summary(counts.sent, items.length),
    ...(counts.failed ? [u.failedCount(counts.failed)] : []),
    ...(counts.cancelled ? [u.cancelledCount(counts.cancelled)] : []),
  ].join(" · ");
  return (
    <section aria-label={u.list} className={classes.bar}>
      <div className={classes.summary}>
        <Group justify="space-between" gap="xs">
          <div className={classes.told} role="status">
            <Text size="sm" fw={600}>
              {said}
            </Text>
            {open ? null : <Reading outcome={outcome} />}
          </div>
          <Group gap="xs">
            {astray ? (
              <Button size="xs" variant="default" onClick={() => retryUploads(chatbotId)}>
                {u.retryAll}
              </Button>
            ) : null}
            {open ? (
              <Button size="xs" variant="default" onClick={() => cancelUploads(chatbotId)}>
                {u.cancel}
              </Button>
            ) : null}
            {!open && outcome.ended && outcome.counts.indexed > 0 ? (
              <ButtonLink
                size="xs"
                to="/chatbots/$chatbotId/chat/{-$conversationId}"
                params={{ chatbotId, conversationId: undefined }}
              >
                {u.ask}
              </ButtonLink>
            ) : null}
            <Button size="xs" variant="subtle" aria-expanded={shown} onClick={() => setOpened(!shown)}>
              {shown ? u.hideFiles : u.showFiles}
            </Button>
            {open ? null : (
              <Button size="xs" variant="subtle" onClick={() => clearUploads(chatbotId)}>
                {u.clear}
              </Button>
            )}
          </Group>
        </Group>
        {open ? (
          <Progress
            value={Math.round(100 * shareDone(items))}
            size="sm"
            mt={8}
            aria-label={u.bar}
            transitionDuration={120}
          />
        ) : null}
      </div>
      {shown ? <UploadRows chatbotId={chatbotId} items={byUrgency(items)} /> : null}
    </section>
  );
}
