import { ActionIcon, Button, Group, Menu, Text } from "@mantine/core";
import { IconChevronDown, IconListSearch, IconRefresh, IconRotateDot } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import type { Source } from "~/api/sources";
import { isRunning, startSync, syncsQuery, type SyncIn } from "~/api/syncs";
import { toastFailure } from "~/components/toast";
import { t } from "~/texts";
import { useSourcesSearch } from "../useSourcesSearch";

/** Sync now; beside it the full sync and the dry run. */
export function SyncButton({ source }: { source: Source }) {
  const { go } = useSourcesSearch();
  const s = t.sources.sync;
  const syncs = useQuery(syncsQuery(source.id));
  const start = useMutation({
    mutationFn: (how: SyncIn) => startSync(source.id, how),
    onSuccess: (sync) => (sync.dry_run ? go({ dialog: "plan", sync: sync.id }) : undefined),
    onError: (thrown) => toastFailure(s.notStarted, thrown),
  });
  const busy = start.isPending || (syncs.data ?? []).some((sync) => isRunning(sync) && !sync.dry_run);
  // Files that were uploaded wait for nobody: only where some are left over a sync has something to do.
  const plain = source.kind !== "upload" || source.counts.pending > 0;
  return (
    <Group gap={0} wrap="nowrap">
      {plain ? (
        <Button
          leftSection={<IconRefresh size={17} aria-hidden />}
          onClick={() => start.mutate({})}
          disabled={busy}
          style={{ borderTopRightRadius: 0, borderBottomRightRadius: 0 }}
        >
          {s.now}
        </Button>
      ) : null}
      <Menu position="bottom-end" width={300} transitionProps={{ duration: 100 }}>
        <Menu.Target>
          {plain ? (
            <ActionIcon
              variant="filled"
              size={36}
              aria-label={s.more}
              ml={1}
              style={{ borderTopLeftRadius: 0, borderBottomLeftRadius: 0 }}
            >
              <IconChevronDown size={17} aria-hidden />
            </ActionIcon>
          ) : (
            <Button
              variant="default"
              aria-label={s.more}
              rightSection={<IconChevronDown size={16} aria-hidden />}
            >
              {s.other}
            </Button>
          )}
        </Menu.Target>
        <Menu.Dropdown>
          <Choice
            icon={<IconListSearch size={18} aria-hidden />}
            label={s.dry}
            help={s.dryHelp}
            onClick={() => start.mutate({ dry_run: true })}
          />
          <Choice
            icon={<IconRotateDot size={18} aria-hidden />}
            label={s.full}
            help={s.fullHelp}
            onClick={() => start.mutate({ full: true })}
          />
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}

interface ChoiceProps {
  icon: React.ReactNode;
  label: string;
  help: string;
  onClick: () => void;
}

function Choice({ icon, label, help, onClick }: ChoiceProps) {
  return (
    <Menu.Item leftSection={icon} onClick={onClick}>
      {label}
      <Text size="xs">{help}</Text>
    </Menu.Item>
  );
}
