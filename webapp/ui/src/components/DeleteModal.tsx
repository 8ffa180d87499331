import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { t } from "~/texts";
import { DangerButton } from "~/ui/DangerButton";
import { toastFailure } from "./toast";
import { useDialog } from "./useDialog";

interface Props {
  name: string;
  title: string;
  text: string;
  submitLabel: string;
  onConfirm: () => Promise<void>;
  onClose: () => void;
  onDone: () => void;
}

/** Delete what cannot be brought back: asks for its name first; a failure is a toast. */
export function DeleteModal({ name, title, text, submitLabel, onConfirm, onClose, onDone }: Props) {
  useDialog();
  const [typed, setTyped] = useState("");
  const removal = useMutation({
    mutationFn: onConfirm,
    onSuccess: onDone,
    onError: (thrown) => toastFailure(t.dashboard.remove.failed, thrown),
  });
  const same = typed.trim() === name.trim();
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": t.shell.close }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (same) removal.mutate();
        }}
      >
        <Stack>
          <Text size="sm">{text}</Text>
          <TextInput
            label={t.dashboard.remove.type(name)}
            styles={{ label: { maxWidth: "100%", overflowWrap: "anywhere" } }}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t.shell.cancel}
            </Button>
            <DangerButton type="submit" disabled={!same} loading={removal.isPending}>
              {submitLabel}
            </DangerButton>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
