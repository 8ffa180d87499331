import { Group, Kbd, Modal, Stack, Text } from "@mantine/core";
import { t } from "~/texts";
import { useDialog } from "./useDialog";

interface Props {
  onClose: () => void;
}

/** What the keyboard can do. There while it is open only. */
export function KeyboardHelp({ onClose }: Props) {
  useDialog();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t.shell.keyboard.title}
      closeButtonProps={{ "aria-label": t.shell.close }}
    >
      <Stack gap="xs">
        {t.shell.keyboard.keys.map(({ keys, text }) => (
          <Group key={text} justify="space-between" wrap="nowrap">
            <Text size="sm">{text}</Text>
            <Group gap={4} wrap="nowrap">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </Group>
          </Group>
        ))}
      </Stack>
    </Modal>
  );
}
