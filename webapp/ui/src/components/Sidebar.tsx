import { Box, Button, Divider, NavLink, Stack, Text, useMantineColorScheme } from "@mantine/core";
import {
  IconBook2,
  IconChartBar,
  IconCpu,
  IconDeviceDesktop,
  IconHeartbeat,
  IconLogout,
  IconMessages,
  IconMoon,
  IconSun,
} from "@tabler/icons-react";
import { useMatchRoute } from "@tanstack/react-router";
import { useSyncExternalStore } from "react";
import { logout, session } from "~/api/session";
import { t } from "~/texts";
import { Choice } from "~/ui/Choice";
import { Afterwards } from "~/ui/Soon";
import { SideLink } from "./links";
import { LanguageChoice } from "./LanguageChoice";
import { useOperator } from "./useOperator";

interface Props {
  onNavigate: () => void;
}

/** Where one can go, who one is, how it looks. */
export function Sidebar({ onNavigate }: Props) {
  const matches = useMatchRoute();
  const state = useSyncExternalStore(session.subscribe, session.get);
  const operator = useOperator();
  const atChatbots = Boolean(matches({ to: "/" }) || matches({ to: "/chatbots/$chatbotId", fuzzy: true }));
  const atSystem = Boolean(matches({ to: "/system" }));
  return (
    <Stack h="100%" justify="space-between" gap="md">
      <div>
        <SideLink
          to="/"
          label={t.shell.nav.chatbots}
          leftSection={<IconMessages size={18} aria-hidden />}
          active={atChatbots}
          onClick={onNavigate}
        />
        <SideLink
          to="/models"
          label={t.shell.nav.models}
          leftSection={<IconCpu size={18} aria-hidden />}
          active={Boolean(matches({ to: "/models" }))}
          onClick={onNavigate}
        />
        <SideLink
          to="/usage"
          label={t.shell.nav.usage}
          leftSection={<IconChartBar size={18} aria-hidden />}
          active={Boolean(matches({ to: "/usage" }))}
          onClick={onNavigate}
        />
        {operator ? (
          <SideLink
            to="/system"
            label={t.shell.nav.system}
            leftSection={<IconHeartbeat size={18} aria-hidden />}
            active={atSystem}
            onClick={onNavigate}
          />
        ) : null}
        <NavLink href="/docs/" label={t.shell.nav.api} leftSection={<IconBook2 size={18} aria-hidden />} />
      </div>
      <Afterwards>
        <Stack gap="sm">
          <ThemeChoice />
          <LanguageChoice />
          <Divider />
          {state.kind === "in" ? (
            <Box px={4}>
              <Text size="sm" truncate title={state.user.full_name}>
                {state.user.full_name}
              </Text>
              <Text size="xs" c="dimmed" truncate title={state.user.organization.name}>
                {state.user.organization.name}
              </Text>
            </Box>
          ) : null}
          <Button
            variant="default"
            justify="flex-start"
            leftSection={<IconLogout size={18} aria-hidden />}
            onClick={() => void logout()}
          >
            {t.shell.account.logout}
          </Button>
        </Stack>
      </Afterwards>
    </Stack>
  );
}

const themes = () =>
  [
    { value: "light", label: t.shell.theme.light, icon: <IconSun size={16} aria-hidden /> },
    { value: "dark", label: t.shell.theme.dark, icon: <IconMoon size={16} aria-hidden /> },
    { value: "auto", label: t.shell.theme.auto, icon: <IconDeviceDesktop size={16} aria-hidden /> },
  ] as const;

function ThemeChoice() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Choice label={t.shell.theme.label} value={colorScheme} onChange={setColorScheme} choices={themes()} />
  );
}
