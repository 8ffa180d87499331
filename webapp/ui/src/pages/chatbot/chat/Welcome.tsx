import { Skeleton, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { chatbotQuery } from "~/api/chatbots";
import { suggestionsQuery } from "~/api/conversations";
import { ButtonLink } from "~/components/links";
import { useIsEmpty } from "~/components/useIsEmpty";
import { t } from "~/texts";
import classes from "./chat.module.css";
import { QuestionButton } from "~/ui/QuestionButton";

interface Props {
  chatbotId: string;
  onAsk: (question: string) => void;
  busy: boolean;
}

const SHOWN = 4;

/** Before the first question: the chatbot's welcome, what its documents are about, and questions they answer. */
export function Welcome({ chatbotId, onAsk, busy }: Props) {
  const w = t.chat.welcome;
  const chatbot = useQuery(chatbotQuery(chatbotId));
  const suggestions = useQuery(suggestionsQuery(chatbotId));
  const empty = useIsEmpty(chatbotId, chatbot.data?.status);
  if (!chatbot.data) return <Skeleton height={28} width="60%" role="status" aria-label={t.shell.loading} />;
  const questions = suggestions.data?.items ?? [];
  const documents = (suggestions.data?.documents ?? []).slice(0, SHOWN);
  return (
    <Stack gap="lg">
      {chatbot.data.welcome_message ? (
        <p className={classes.welcome}>{chatbot.data.welcome_message}</p>
      ) : (
        <div>
          <p className={classes.welcome}>{w.heading}</p>
          <Text c="dimmed" mt={4}>
            {w.text}
          </Text>
        </div>
      )}
      {empty ? (
        <Stack gap="xs" align="flex-start">
          <Text>{w.noDocuments}</Text>
          <ButtonLink to="/chatbots/$chatbotId/sources" params={{ chatbotId }} variant="default">
            {w.addFiles}
          </ButtonLink>
        </Stack>
      ) : null}
      {chatbot.data.has_knowledge_sources ? null : (
        <Stack gap="xs" align="flex-start">
          <Text>{w.noSources}</Text>
          <ButtonLink
            to="/chatbots/$chatbotId/sources"
            params={{ chatbotId }}
            search={{ dialog: "add" }}
            variant="default"
          >
            {w.addSource}
          </ButtonLink>
        </Stack>
      )}
      {documents.length > 0 ? (
        <div>
          <Title order={3} size="sm" c="dimmed" fw={500} mb={4}>
            {w.about}
          </Title>
          <dl className={classes.aboutDocuments}>
            {documents.map(({ document_id: id, title, text }) => (
              <div key={id}>
                <dt>{title}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        </div>
      ) : null}
      {questions.length > 0 ? (
        <Stack gap="xs" align="flex-start">
          <Title order={3} size="sm" c="dimmed" fw={500}>
            {w.suggestions}
          </Title>
          {questions.map((question) => (
            <QuestionButton key={question} question={question} busy={busy} onAsk={onAsk} mih={36} py={7} />
          ))}
        </Stack>
      ) : null}
    </Stack>
  );
}
