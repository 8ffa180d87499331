import { AppShell, Box, Burger, Group } from "@mantine/core";
import { useDisclosure, useHotkeys } from "@mantine/hooks";
import { spotlight } from "@mantine/spotlight";
import { IconKeyboard, IconSearch } from "@tabler/icons-react";
import { Outlet } from "@tanstack/react-router";
import { useRef } from "react";
import { t } from "~/texts";
import { IconAction } from "~/ui/IconAction";
import { Logo } from "~/ui/Logo";
import { SkipLink } from "~/ui/SkipLink";
import { Afterwards } from "~/ui/Soon";
import { AlertBell } from "./AlertBell";
import { Crumbs } from "./Crumbs";
import { CommandPalette, KeyboardHelp } from "./later";
import { Reindexing } from "./Reindexing";
import { Sidebar } from "./Sidebar";
import { useMenu } from "./useMenu";

/** The house: header with the way back, sidebar, the page. */
export function Shell() {
  const [keys, help] = useDisclosure(false);
  const [palette, search] = useDisclosure(false);
  const burger = useRef<HTMLButtonElement>(null);
  const menu = useMenu(burger, keys || palette);
  const find = () => {
    spotlight.open();
    search.open();
  };
  useHotkeys([["shift+?", help.open]]);
  useHotkeys([["mod+K", palette ? spotlight.close : find]], []);
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 232, breakpoint: "md", collapsed: { mobile: !menu.open } }}
      padding={0}
      transitionDuration={120}
    >
      {menu.open ? null : <SkipLink label={t.shell.skip} to="content" />}
      <AppShell.Header>
        <Group h="100%" px="md" gap="sm" wrap="nowrap">
          <Burger
            ref={burger}
            opened={menu.open}
            onClick={menu.toggle}
            hiddenFrom="md"
            size="sm"
            aria-expanded={menu.open}
            aria-label={menu.open ? t.shell.nav.close : t.shell.nav.open}
          />
          <Logo label={t.shell.product} />
          <Crumbs />
          <Group gap={4} ml="auto" wrap="nowrap">
            <IconAction label={t.shell.palette.open} onClick={find}>
              <IconSearch size={19} aria-hidden />
            </IconAction>
            <Afterwards>
              <AlertBell />
            </Afterwards>
            <Box visibleFrom="xs">
              <IconAction label={t.shell.keyboard.open} onClick={help.open}>
                <IconKeyboard size={19} aria-hidden />
              </IconAction>
            </Box>
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label={t.shell.nav.label} inert={menu.isHidden}>
        <Sidebar onNavigate={menu.close} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} inert={menu.open}>
        <Reindexing />
        <Outlet />
      </AppShell.Main>
      {palette ? <CommandPalette onClose={search.close} onKeyboardHelp={help.open} /> : null}
      {keys ? <KeyboardHelp onClose={help.close} /> : null}
    </AppShell>
  );
}
