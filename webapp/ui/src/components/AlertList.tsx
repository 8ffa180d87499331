import { Badge, Group, Modal, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { alertsQuery, type Alert, type AlertState } from "~/api/alerts";
import { t } from "~/texts";
import { ago } from "~/texts/format";
import { Choice } from "~/ui/Choice";
import { EmptyState } from "~/ui/EmptyState";
import { AnchorLink } from "./links";
import { Trouble } from "./Trouble";
import { useOperator } from "./useOperator";
import { useDialog } from "./useDialog";

interface Props {
  onClose: () => void;
}

const COLOURS = { info: "blue", warning: "yellow", error: "red", critical: "red" } as const;

/** What holds now, or held, the newest first. There while it is open only. */
export function AlertList({ onClose }: Props) {
  useDialog();
  const operator = useOperator();
  const [state, setState] = useState<AlertState>("open");
  const { data, error, refetch } = useQuery(alertsQuery(operator, state));
  const none = state === "open" ? t.alerts.none : t.alerts.noneOver;
  const choices = (["open", "resolved"] as const).map((value) => ({ value, label: t.alerts.states[value] }));
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t.alerts.title}
      closeButtonProps={{ "aria-label": t.shell.close }}
    >
      <Group mb="md">
        <Choice label={t.alerts.which} value={state} onChange={setState} choices={choices} />
      </Group>
      {data?.items.length === 0 ? <EmptyState order={3} title={none} text={t.alerts.what(operator)} /> : null}
      {data ? (
        <Stack component="ul" gap="lg" p={0} m={0} style={{ listStyle: "none" }}>
          {data.items.map((alert) => (
            <One key={alert.id} alert={alert} onFollow={onClose} />
          ))}
        </Stack>
      ) : null}
      {!data && error ? <Trouble error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Skeleton height={80} role="status" aria-label={t.shell.loading} /> : null}
    </Modal>
  );
}

function One({ alert, onFollow }: { alert: Alert; onFollow: () => void }) {
  return (
    <li>
      <Group gap="xs" mb={4}>
        <Badge color={COLOURS[alert.level]} variant="light">
          {t.alerts.levels[alert.level]}
        </Badge>
        <Text size="sm" c="dimmed">
          {alert.resolved_at
            ? t.alerts.over(ago(alert.raised_at), ago(alert.resolved_at))
            : ago(alert.raised_at)}
        </Text>
        {alert.organization ? <Text size="sm">{alert.organization.name}</Text> : null}
      </Group>
      <Text fw={600}>{t.alerts.message(alert.rule, alert.message)}</Text>
      {alert.source ? (
        <AnchorLink
          to="/chatbots/$chatbotId/sources"
          params={{ chatbotId: alert.source.chatbot_id }}
          search={{ source: alert.source.id }}
          onClick={onFollow}
        >
          {alert.source.name}
        </AnchorLink>
      ) : null}
      <Text size="sm" c="dimmed">
        {t.alerts.remedy(alert.rule, alert.remedy)}
      </Text>
    </li>
  );
}
