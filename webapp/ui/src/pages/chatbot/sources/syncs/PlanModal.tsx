import { Alert, Button, Group, Loader, Modal, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { isRunning, startSync, syncsQuery, type Sync, type SyncIn } from "~/api/syncs";
import { Trouble } from "~/components/Trouble";
import { toastFailure } from "~/components/toast";
import { t } from "~/texts";
import { EmptyState } from "~/ui/EmptyState";
import { useReturnFocus } from "~/ui/useReturnFocus";
import { useSourcesSearch } from "../useSourcesSearch";
import classes from "./PlanModal.module.css";

interface Props {
  sourceId: string;
  /** Without it the last dry run's plan. */
  syncId: string | undefined;
  onClose: () => void;
}

const GROUPS = ["new", "changed", "deleted", "unchanged"] as const;

/** What a sync would do, as a dry run found it; before the first one, what that is and the button for it. */
export function PlanModal({ sourceId, syncId, onClose }: Props) {
  useReturnFocus();
  const { go } = useSourcesSearch();
  const p = t.sources.plan;
  const syncs = useQuery(syncsQuery(sourceId));
  const sync = syncs.data?.find(({ id, dry_run }) => (syncId ? id === syncId : dry_run));
  const start = useMutation({
    mutationFn: (how: SyncIn) => startSync(sourceId, how),
    onSuccess: (made) => (made.dry_run ? go({ dialog: "plan", sync: made.id }) : onClose()),
    onError: (thrown) => toastFailure(t.sources.sync.notStarted, thrown),
  });
  const waits = syncs.isPending || (sync !== undefined && isRunning(sync));
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={p.title}
      closeButtonProps={{ "aria-label": t.shell.close }}
    >
      <Stack>
        {waits ? (
          <Group role="status" gap="sm">
            <Loader size="sm" aria-hidden />
            <Text>{p.running}</Text>
          </Group>
        ) : null}
        {syncs.isError ? <Trouble error={syncs.error} onRetry={() => void syncs.refetch()} /> : null}
        {!waits && syncs.data ? <Plan sync={sync} asked={syncId !== undefined} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t.shell.close}
          </Button>
          {sync?.dry_run && sync.plan && !waits ? (
            <Button onClick={() => start.mutate({})} loading={start.isPending}>
              {p.sync}
            </Button>
          ) : null}
          {syncs.data && !sync?.plan && !waits ? (
            <Button onClick={() => start.mutate({ dry_run: true })} loading={start.isPending}>
              {p.start}
            </Button>
          ) : null}
        </Group>
      </Stack>
    </Modal>
  );
}

interface PlanProps {
  sync: Sync | undefined;
  /** A certain run was asked for, not the last dry run. */
  asked: boolean;
}

function Plan({ sync, asked }: PlanProps) {
  const p = t.sources.plan;
  if (sync?.error) {
    return (
      <Alert color="red" variant="light" title={t.sources.sync.failed}>
        {sync.error.message} {sync.error.action}
      </Alert>
    );
  }
  const plan = sync?.plan;
  if (!plan && !asked) return <EmptyState order={3} {...p.noRun} />;
  if (!plan) return <Text c="dimmed">{p.none}</Text>;
  const changes = GROUPS.filter((group) => group !== "unchanged" && (plan[group]?.count ?? 0) > 0);
  return (
    <Stack gap="md">
      {changes.length === 0 ? <Text>{p.nothing}</Text> : null}
      {GROUPS.filter((group) => (plan[group]?.count ?? 0) > 0).map((group) => (
        <Names key={group} label={p.groups[group]} {...plan[group]} />
      ))}
    </Stack>
  );
}

function Names({ label, count = 0, names = [] }: { label: string; count?: number; names?: string[] }) {
  return (
    <section>
      <Title order={3} size="h6">
        {t.sources.plan.group(label, count)}
      </Title>
      {names.length > 0 ? (
        <ul className={classes.names} tabIndex={0} aria-label={label}>
          {names.map((name) => (
            <li key={name}>{name}</li>
          ))}
          {count > names.length ? <li>{t.sources.plan.andMore(count - names.length)}</li> : null}
        </ul>
      ) : null}
    </section>
  );
}
