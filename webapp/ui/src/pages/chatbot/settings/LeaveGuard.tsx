import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { session } from "~/api/session";
import { part, t } from "~/texts";
import { DangerButton } from "~/ui/DangerButton";

const l = part(() => t.settings.leave);

/** Asks before what was typed is lost: by another page here, or by closing the tab. A session's end loses nothing. */
export function LeaveGuard({ active }: { active: boolean }) {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      active && session.get().kind === "in" && current.pathname !== next.pathname,
    enableBeforeUnload: () => active,
    withResolver: true,
  });
  return (
    <Modal
      opened={status === "blocked"}
      onClose={() => reset?.()}
      title={l.title}
      closeButtonProps={{ "aria-label": t.shell.close }}
      transitionProps={{ duration: 100 }}
    >
      <Stack>
        <Text size="sm">{l.text}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => reset?.()} data-autofocus>
            {l.stay}
          </Button>
          <DangerButton onClick={() => proceed?.()}>{l.leave}</DangerButton>
        </Group>
      </Stack>
    </Modal>
  );
}
