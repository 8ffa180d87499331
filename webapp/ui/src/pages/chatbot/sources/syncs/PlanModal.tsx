import { Alert, Button, Group, Loader, Modal, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { isRunning, startSync, syncsQuery, type Sync, type SyncIn } from "~/api/syncs";
import { Trouble } from "~/components/Trouble";
import { toastFailure } from "~/components/toast";
import { useDialog } from "~/components/useDialog";
import { t } from "~/texts";
import { failure, spelled } from "~/texts/told";
import { EmptyState } from "~/ui/EmptyState";
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
  useDialog();
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
          {sync?.dry_run && sync.plan && !waits && changesOf(sync.plan).length > 0 ? (
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

const changesOf = (plan: NonNullable<Sync["plan"]>) =>
  GROUPS.filter((group) => group !== "unchanged" && (plan[group]?.count ?? 0) > 0);

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
        {spelled(failure(sync.error))}
      </Alert>
    );
  }
  const plan = sync?.plan;
  if (!plan && !asked) return <EmptyState order={3} {...p.noRun} />;
  if (!plan) return <Text c="dimmed">{p.none}</Text>;
  const changes = changesOf(plan);
  return (
    <Stack gap="md">
      {changes.length === 0 ? <Text>{p.nothing}</Text> : null}
      {GROUPS.filter((group) => (plan[group]?.count ?? 0) > 0).map((group) => (
        <Names key={group} label={p.groups[group]} folded={group === "unchanged"} {...plan[group]} />
      ))}
    </Stack>
  );
}

interface NamesProps {
  label: string;
  count?: number;
  names?: string[];
  /** What stays as it is need not be read. */
  folded: boolean;
}

function Names({ label, count = 0, names = [], folded }: NamesProps) {
  const [opened, setOpened] = useState(!folded);
  return (
    <section>
      <Group gap="sm">
        <Title order={3} size="h6">
          {t.sources.plan.group(label, count)}
        </Title>
        {folded && names.length > 0 ? (
          <Button
            size="compact-xs"
            variant="subtle"
            aria-expanded={opened}
            onClick={() => setOpened(!opened)}
          >
            {opened ? t.sources.plan.hide : t.sources.plan.show}
          </Button>
        ) : null}
      </Group>
      {opened && names.length > 0 ? (
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
