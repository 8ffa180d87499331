import { Alert, Button, Group, Paper, Progress, Stack, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { paceOf } from "~/api/pace";
import { asProblem } from "~/api/problem";
import type { Source } from "~/api/sources";
import { cancelSync, isRunning, syncsQuery, type Sync } from "~/api/syncs";
import { toastFailure } from "~/components/toast";
import { t } from "~/texts";
import { ago } from "~/texts/format";
import { paceText } from "~/texts/pace";
import { failure, told } from "~/texts/told";
import { countsText, currentOf, modeOf } from "./words";

/** What the source does now, or how its last sync failed. Quiet when all is well. */
export function SyncStatus({ source }: { source: Source }) {
  const syncs = useQuery(syncsQuery(source.id));
  if (syncs.isError && !syncs.data) {
    return (
      <Alert color="yellow" variant="light" title={t.sources.sync.loadFailed} mb="sm">
        {told(asProblem(syncs.error))} {t.sources.sync.away}
      </Alert>
    );
  }
  const running = (syncs.data ?? []).filter((sync) => isRunning(sync) && !sync.dry_run);
  const shown = running.at(-1);
  const last = syncs.data?.find((sync) => !sync.dry_run);
  return (
    <>
      <div role="status">
        {shown ? <Live key={shown.id} sourceId={source.id} sync={shown} at={syncs.dataUpdatedAt} /> : null}
      </div>
      {!shown && last?.status === "failed" ? <Failed sync={last} /> : null}
    </>
  );
}

interface LiveProps {
  sourceId: string;
  sync: Sync;
  /** When it was looked at. */
  at: number;
}

function Live({ sourceId, sync, at }: LiveProps) {
  const s = t.sources.sync;
  const cancel = useMutation({
    mutationFn: () => cancelSync(sourceId, sync.id),
    onError: (thrown) => toastFailure(s.notCancelled, thrown),
  });
  const { done, total } = sync.progress;
  const share = total > 0 ? (100 * done) / total : 0;
  const state = sync.status === "queued" ? s.queued : total > 0 ? s.progress(done, total) : s.listing;
  const current = currentOf(sync.progress);
  const pace = paceOf(sync, at);
  return (
    <Paper withBorder p="sm" radius="md" mb="sm">
      <Stack gap={8}>
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <div style={{ minWidth: 0 }}>
            <Text size="sm" fw={600}>
              {s.running[modeOf(sync)]}
              <Text span size="sm" fw={400}>
                {" · "}
                {state}
                {pace ? ` · ${paceText(pace)}` : null}
              </Text>
            </Text>
            <Text size="sm" c="dimmed" truncate title={current ?? undefined} h="1.55em" aria-live="off">
              {cancel.isSuccess ? s.cancelling : current ? s.current(current) : null}
            </Text>
          </div>
          <Button
            variant="default"
            size="xs"
            onClick={() => cancel.mutate()}
            loading={cancel.isPending}
            disabled={cancel.isSuccess}
            style={{ flex: "none" }}
          >
            {s.cancel}
          </Button>
        </Group>
        <Progress.Root size="sm" transitionDuration={120}>
          <Progress.Section
            value={total > 0 ? share : 100}
            animated={total === 0}
            striped={total === 0}
            // Its own words would be a share with many digits.
            withAria={false}
            role="progressbar"
            aria-label={s.bar}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={total > 0 ? Math.round(share) : undefined}
            aria-valuetext={state}
          />
        </Progress.Root>
      </Stack>
    </Paper>
  );
}

function Failed({ sync }: { sync: Sync }) {
  const why = sync.error && failure(sync.error);
  return (
    <Alert color="red" variant="light" title={t.sources.sync.failed} mb="sm">
      <Text size="sm">{why?.message ?? countsText(sync.counts)}</Text>
      {why?.action ? (
        <Text size="sm" mt={4}>
          {why.action}
        </Text>
      ) : null}
      {sync.finished_at ? (
        <Text size="xs" mt={4}>
          {t.sources.sync.ended(ago(sync.finished_at))}
        </Text>
      ) : null}
    </Alert>
  );
}
