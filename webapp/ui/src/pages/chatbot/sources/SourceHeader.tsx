import { ActionIcon, Badge, Group, Menu, Stack, Text, Title } from "@mantine/core";
import { IconCalendarTime, IconDots, IconHistory, IconPencil, IconTrash } from "@tabler/icons-react";
import { documentsIn, type Source } from "~/api/sources";
import { ButtonLink } from "~/components/links";
import { t } from "~/texts";
import { ago, runTime } from "~/texts/format";
import { wordsOf } from "./schedule/words";
import { SyncButton } from "./syncs/SyncButton";
import { useSourcesSearch } from "./useSourcesSearch";

/** A source's name, how it stands, what can be done with it. */
export function SourceHeader({ source }: { source: Source }) {
  const all = documentsIn(source);
  return (
    <Stack gap={6} component="section" aria-label={source.name}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <Title order={2} size="h3" lineClamp={2} title={source.name} flex="1 1 14rem" miw={0}>
          {source.name}
        </Title>
        <Actions source={source} />
      </Group>
      <Group gap="xs">
        <Badge variant="default" tt="none" fw={500}>
          {t.sources.visibility[source.visibility]}
        </Badge>
        {source.status === "failing" || source.status === "paused" ? (
          <Badge variant="default" tt="none" fw={500}>
            {t.sources.status[source.status]}
          </Badge>
        ) : null}
        <Text size="sm" c="dimmed">
          {all
            ? t.sources.indexed(source.counts.indexed, all)
            : source.status === "syncing"
              ? t.sources.none
              : t.sources.noneNext}
          {" · "}
          {source.last_synced_at ? t.sources.sync.last(ago(source.last_synced_at)) : t.sources.sync.never}
        </Text>
      </Group>
      <ScheduleLine source={source} />
    </Stack>
  );
}

function ScheduleLine({ source: { schedule } }: { source: Source }) {
  const s = t.sources.schedule;
  if (!schedule)
    return (
      <Text size="sm" c="dimmed">
        {s.none}
      </Text>
    );
  const sentence = s.sentence(wordsOf(schedule));
  const runs = schedule.active ? schedule.next_runs.slice(0, 3) : [];
  return (
    <Text size="sm" c="dimmed">
      {schedule.active ? s.syncs(sentence) : s.paused(sentence)}
      {runs.length > 0
        ? ` · ${s.next}: ${runs.map((run) => runTime(run, schedule.timezone)).join("; ")}`
        : null}
    </Text>
  );
}

function Actions({ source }: { source: Source }) {
  const { chatbotId, search, go } = useSourcesSearch();
  const a = t.sources.actions;
  const link = (dialog: "schedule" | "history") => ({
    to: "/chatbots/$chatbotId/sources" as const,
    params: { chatbotId },
    search: { ...search, dialog },
    variant: "default",
  });
  return (
    <Group gap="xs">
      <SyncButton source={source} />
      <ButtonLink
        {...link("schedule")}
        visibleFrom="xs"
        leftSection={<IconCalendarTime size={17} aria-hidden />}
      >
        {a.schedule}
      </ButtonLink>
      <ButtonLink {...link("history")} visibleFrom="xs" leftSection={<IconHistory size={17} aria-hidden />}>
        {a.history}
      </ButtonLink>
      <Menu position="bottom-end" transitionProps={{ duration: 100 }}>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={a.label(source.name)}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            hiddenFrom="xs"
            leftSection={<IconCalendarTime size={16} aria-hidden />}
            onClick={() => go({ dialog: "schedule", document: undefined })}
          >
            {a.schedule}
          </Menu.Item>
          <Menu.Item
            hiddenFrom="xs"
            leftSection={<IconHistory size={16} aria-hidden />}
            onClick={() => go({ dialog: "history", document: undefined })}
          >
            {a.history}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconPencil size={16} aria-hidden />}
            onClick={() => go({ dialog: "edit", document: undefined })}
          >
            {a.edit}
          </Menu.Item>
          <Menu.Item
            c="var(--mantine-color-error)"
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => go({ dialog: "delete", document: undefined })}
          >
            {a.delete}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
