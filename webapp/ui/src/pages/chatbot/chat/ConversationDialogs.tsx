import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { deleteConversation, renameConversation, type Conversation } from "~/api/conversations";
import { asProblem } from "~/api/problem";
import { FormProblem } from "~/components/FormProblem";
import { useSubmit } from "~/components/useForm";
import { t } from "~/texts";
import { DangerButton } from "~/ui/DangerButton";

interface Props {
  conversation: Conversation;
  onClose: () => void;
}

/** Another title for a conversation. */
export function RenameDialog({ conversation, onClose }: Props) {
  const r = t.chat.rename;
  const [title, setTitle] = useState(conversation.title);
  const { submit, busy, problem, error } = useSubmit(
    (given: string) => renameConversation(conversation, given),
    onClose,
  );
  return (
    <Modal opened onClose={onClose} title={r.title} closeButtonProps={{ "aria-label": t.shell.close }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (title.trim()) submit(title.trim());
        }}
      >
        <Stack>
          <FormProblem problem={problem} fields={["title"]} />
          <TextInput
            label={r.label}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
            error={error("title")}
            data-autofocus
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t.shell.cancel}
            </Button>
            <Button type="submit" disabled={!title.trim()} loading={busy}>
              {r.submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Asks once, then deletes; a failure is a toast. */
export function DeleteDialog({ conversation, onClose, onDone }: Props & { onDone: () => void }) {
  const r = t.chat.remove;
  const removal = useMutation({
    mutationFn: () => deleteConversation(conversation),
    onSuccess: () => {
      notifications.show({ message: r.done });
      onClose();
      onDone();
    },
    onError: (thrown) =>
      notifications.show({ color: "red", title: r.failed, message: asProblem(thrown).detail }),
  });
  return (
    <Modal opened onClose={onClose} title={r.title} closeButtonProps={{ "aria-label": t.shell.close }}>
      <Stack>
        <Text size="sm">{r.text(conversation.title)}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t.shell.cancel}
          </Button>
          <DangerButton loading={removal.isPending} onClick={() => removal.mutate()}>
            {r.submit}
          </DangerButton>
        </Group>
      </Stack>
    </Modal>
  );
}
