import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import {
  conversationQuery,
  deleteConversation,
  renameConversation,
  type Conversation,
} from "~/api/conversations";
import { FormProblem } from "~/components/FormProblem";
import { Trouble } from "~/components/Trouble";
import { useSubmit } from "~/components/useForm";
import { toast, toastFailure } from "~/components/toast";
import { useDialog } from "~/components/useDialog";
import { t } from "~/texts";
import { DangerButton } from "~/ui/DangerButton";
import { without } from "./without";

const FROM = "/chatbots/$chatbotId/chat/{-$conversationId}";

/** The dialog about a conversation that the URL names. */
export function ConversationDialogs({ conversationId }: { conversationId: string | undefined }) {
  const { dialog, of } = useSearch({ from: `/inside${FROM}` });
  const navigate = useNavigate({ from: FROM });
  if (!dialog || !of) return null;
  const close = () => void navigate({ search: (now) => without(now, "dialog", "of"), replace: true });
  // What was open goes with its conversation.
  const away = () => void navigate({ params: { conversationId: undefined }, search: {}, replace: true });
  const done = of === conversationId ? away : close;
  return <ConversationDialog key={`${dialog} ${of}`} kind={dialog} of={of} onClose={close} onDone={done} />;
}

interface DialogProps {
  kind: "rename" | "delete";
  of: string;
  onClose: () => void;
  onDone: () => void;
}

function ConversationDialog({ kind, of, onClose, onDone }: DialogProps) {
  const conversation = useQuery(conversationQuery(of));
  const title = t.chat[kind === "rename" ? "rename" : "remove"].title;
  useDialog(`[data-actions-of="${CSS.escape(of)}"]`);
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      returnFocus={false}
      closeButtonProps={{ "aria-label": t.shell.close }}
    >
      {conversation.isError ? (
        <Trouble error={conversation.error} onRetry={() => void conversation.refetch()} />
      ) : null}
      {conversation.data && kind === "rename" ? (
        <Rename conversation={conversation.data} onClose={onClose} />
      ) : null}
      {conversation.data && kind === "delete" ? (
        <Removal conversation={conversation.data} onClose={onClose} onDone={onDone} />
      ) : null}
    </Modal>
  );
}

interface Props {
  conversation: Conversation;
  onClose: () => void;
}

/** Another title for a conversation. */
function Rename({ conversation, onClose }: Props) {
  const r = t.chat.rename;
  const [title, setTitle] = useState(conversation.title);
  const { submit, busy, problem, error } = useSubmit(
    (given: string) => renameConversation(conversation, given),
    onClose,
  );
  return (
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
          autoFocus
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
  );
}

/** Asks once, then deletes; a failure is a toast. */
function Removal({ conversation, onClose, onDone }: Props & { onDone: () => void }) {
  const r = t.chat.remove;
  const removal = useMutation({
    mutationFn: () => deleteConversation(conversation),
    onSuccess: () => {
      toast(r.done);
      onDone();
    },
    onError: (thrown) => toastFailure(r.failed, thrown),
  });
  return (
    <Stack>
      <Text size="sm">{r.text(conversation.title)}</Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus autoFocus>
          {t.shell.cancel}
        </Button>
        <DangerButton loading={removal.isPending} onClick={() => removal.mutate()}>
          {r.submit}
        </DangerButton>
      </Group>
    </Stack>
  );
}
