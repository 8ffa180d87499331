import { Anchor, Badge, Group, Loader, Modal, Stack, Text } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { LAST_SYNCS, syncsQuery, type Sync } from "~/api/syncs";
import { AnchorLink } from "~/components/links";
import { Trouble } from "~/components/Trouble";
import { useDialog } from "~/components/useDialog";
import { t } from "~/texts";
import { dateTime } from "~/texts/format";
import { failure, spelled } from "~/texts/told";
import { useSourcesSearch } from "../useSourcesSearch";
import classes from "./HistoryModal.module.css";
import { countsText, modeOf, secondsOf } from "./words";

const COLORS = {
  queued: "gray",
  running: "petrol",
  needs_confirmation: "yellow",
  succeeded: "green",
  failed: "red",
  cancelled: "gray",
} as const;

/** The last syncs of a source, newest first. */
export function HistoryModal({ sourceId, onClose }: { sourceId: string; onClose: () => void }) {
  useDialog();
  const h = t.sources.history;
  const syncs = useQuery(syncsQuery(sourceId));
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={h.title}
      closeButtonProps={{ "aria-label": t.shell.close }}
    >
      {syncs.isPending ? (
        <Group justify="center" role="status" aria-label={t.shell.loading} py="lg">
          <Loader type="dots" aria-hidden />
        </Group>
      ) : null}
      {syncs.isError ? <Trouble error={syncs.error} onRetry={() => void syncs.refetch()} /> : null}
      {syncs.data?.length === 0 ? <Text c="dimmed">{h.empty}</Text> : null}
      {syncs.data?.length ? (
        <>
          <ul className={classes.list} aria-label={h.title}>
            {syncs.data.map((sync) => (
              <Run key={sync.id} sync={sync} />
            ))}
          </ul>
          {syncs.data.length >= LAST_SYNCS ? (
            <Text size="xs" c="dimmed" mt="sm">
              {h.last(syncs.data.length)}
            </Text>
          ) : null}
        </>
      ) : null}
    </Modal>
  );
}

function Run({ sync }: { sync: Sync }) {
  const { chatbotId, search } = useSourcesSearch();
  const h = t.sources.history;
  const when = sync.started_at ? dateTime(sync.started_at) : t.sources.syncStatus.queued;
  const seconds = secondsOf(sync);
  return (
    <li className={classes.run}>
      <Stack gap={2} miw={0} flex="1 1 16rem">
        <Group gap="xs">
          <Badge
            variant="default"
            tt="none"
            fw={500}
            leftSection={
              <span
                aria-hidden
                className={classes.dot}
                style={{ background: `var(--mantine-color-${COLORS[sync.status]}-6)` }}
              />
            }
          >
            {t.sources.syncStatus[sync.status]}
          </Badge>
          <Text size="sm" fw={600}>
            {h.modes[modeOf(sync)]}
          </Text>
        </Group>
        <Text size="sm">{sync.dry_run ? null : countsText(sync.counts)}</Text>
        {sync.error ? <Text size="sm">{spelled(failure(sync.error))}</Text> : null}
      </Stack>
      <div className={classes.when}>
        <Text size="sm" c="dimmed">
          {when}
        </Text>
        <Text size="sm" c="dimmed">
          {seconds === null ? null : `${h.took} ${h.duration(seconds)}`}
        </Text>
      </div>
      <Group gap="md" className={classes.links ?? ""}>
        {sync.plan ? (
          <AnchorLink
            size="sm"
            to="/chatbots/$chatbotId/sources"
            params={{ chatbotId }}
            search={{ ...search, dialog: "plan", sync: sync.id }}
          >
            {h.plan}
          </AnchorLink>
        ) : null}
        {sync.prefect_url ? (
          <Anchor
            size="sm"
            href={sync.prefect_url}
            target="_blank"
            rel="noreferrer"
            aria-label={h.runOf(when)}
          >
            {h.run} <IconExternalLink size={13} aria-hidden style={{ verticalAlign: "-1px" }} />
          </Anchor>
        ) : null}
      </Group>
    </li>
  );
}
