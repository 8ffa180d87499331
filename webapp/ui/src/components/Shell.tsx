import { AppShell, Box, Burger, Group } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { spotlight } from "@mantine/spotlight";
import { IconKeyboard, IconSearch } from "@tabler/icons-react";
import { Outlet } from "@tanstack/react-router";
import { Suspense } from "react";
import { t } from "~/texts";
import { IconAction } from "~/ui/IconAction";
import { Logo } from "~/ui/Logo";
import { SkipLink } from "~/ui/SkipLink";
import { Crumbs } from "./Crumbs";
import { CommandPalette, KeyboardHelp } from "./later";
import { Sidebar } from "./Sidebar";

/** The house: header with the way back, sidebar, the page. */
export function Shell() {
  const [menu, { toggle, close }] = useDisclosure(false);
  const [keys, help] = useDisclosure(false);
  const [palette, search] = useDisclosure(false);
  const find = () => {
    spotlight.open();
    search.open();
  };
  useHotkeys([["shift+?", help.open]]);
  useHotkeys([["mod+K", palette ? spotlight.close : find]], []);
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 232, breakpoint: "md", collapsed: { mobile: !menu } }}
      padding={0}
      transitionDuration={120}
    >
      <SkipLink label={t.shell.skip} to="content" />
      <AppShell.Header>
        <Group h="100%" px="md" gap="sm" wrap="nowrap">
          <Burger
            opened={menu}
            onClick={toggle}
            hiddenFrom="md"
            size="sm"
            aria-expanded={menu}
            aria-label={menu ? t.shell.nav.close : t.shell.nav.open}
          />
          <Logo label={t.shell.product} />
          <Crumbs />
          <Group gap={4} ml="auto" wrap="nowrap">
            <IconAction label={t.shell.palette.open} onClick={find}>
              <IconSearch size={19} aria-hidden />
            </IconAction>
            <Box visibleFrom="xs">
              <IconAction label={t.shell.keyboard.open} onClick={help.open}>
                <IconKeyboard size={19} aria-hidden />
              </IconAction>
            </Box>
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label={t.shell.nav.label}>
        <Sidebar onNavigate={close} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <Outlet />
      </AppShell.Main>
      <Suspense>
        {palette ? <CommandPalette onClose={search.close} onKeyboardHelp={help.open} /> : null}
        {keys ? <KeyboardHelp onClose={help.close} /> : null}
      </Suspense>
    </AppShell>
  );
}
