import { Alert, Button, Group, Modal, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { changeChatbot, createChatbot, type Chatbot } from "~/api/chatbots";
import { t } from "~/texts";
import { useReturnFocus } from "~/ui/useReturnFocus";
import { bodyOf, ChatbotFields, emptyValues, FIELDS, valuesOf, type ChatbotValues } from "./ChatbotFields";
import { FormProblem } from "./FormProblem";
import { toast } from "./toast";
import { useSubmit } from "./useForm";

interface Props {
  /** The chatbot to edit; null creates one. */
  chatbot: Chatbot | null;
  onClose: () => void;
  onDone: (chatbot: Chatbot) => void;
}

/** Create or edit a chatbot. What was typed stays until it is saved or the dialog is closed. */
export function ChatbotModal({ chatbot, onClose, onDone }: Props) {
  useReturnFocus();
  const f = t.dashboard.form;
  const form = useForm<ChatbotValues>({
    initialValues: chatbot ? valuesOf(chatbot) : emptyValues,
    validate: { name: (value) => (value.trim() ? null : t.auth.required) },
  });
  const save = async (values: ChatbotValues) => {
    const saved = chatbot
      ? await changeChatbot(chatbot.id, bodyOf(values))
      : await createChatbot(bodyOf(values));
    toast(chatbot ? f.saved : f.created(saved.name));
    onDone(saved);
  };
  const { submit, busy, problem, error } = useSubmit(save, () => undefined);
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={chatbot ? f.edit(chatbot.name) : f.create}
      closeButtonProps={{ "aria-label": t.shell.close }}
    >
      <form onSubmit={form.onSubmit((values) => submit(values))} noValidate>
        <Stack>
          {problem?.status === 409 ? (
            <Alert color="yellow">{f.conflict}</Alert>
          ) : (
            <FormProblem problem={problem} fields={FIELDS} />
          )}
          <ChatbotFields form={form} serverError={error} autoFocus />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t.shell.cancel}
            </Button>
            <Button type="submit" loading={busy}>
              {chatbot ? f.submitEdit : f.submitCreate}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
