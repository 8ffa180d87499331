import { Skeleton, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { chatbotQuery } from "~/api/chatbots";
import { settingsQuery } from "~/api/settings";
import { Trouble } from "~/components/Trouble";
import { t } from "~/texts";
import { Page } from "~/ui/Page";
import { DangerZone } from "./DangerZone";
import { PauseSection } from "./PauseSection";
import { SettingsForm } from "./SettingsForm";

const LOOK_AGAIN_MS = 10_000;

/** Everything that can be set about a chatbot, and its end. */
export function SettingsPage() {
  const { chatbotId } = useParams({ from: "/inside/chatbots/$chatbotId/settings" });
  // Somebody else may be editing as well: looked at again, so that it is said before one saves.
  const chatbot = useQuery({ ...chatbotQuery(chatbotId), refetchInterval: LOOK_AGAIN_MS });
  const settings = useQuery({ ...settingsQuery(chatbotId), refetchInterval: LOOK_AGAIN_MS });
  const retry = () => {
    void chatbot.refetch();
    void settings.refetch();
  };
  const loaded = chatbot.data && settings.data;
  return (
    <Page measure="list">
      <Title order={2} size="h3" mb="md">
        {t.settings.title}
      </Title>
      {loaded ? (
        <>
          <SettingsForm key={chatbotId} chatbot={chatbot.data} settings={settings.data} />
          <PauseSection chatbot={chatbot.data} />
          <DangerZone chatbot={chatbot.data} />
        </>
      ) : chatbot.error || settings.error ? (
        <Trouble error={chatbot.error ?? settings.error} onRetry={retry} />
      ) : (
        <Skeleton height={480} radius="md" role="status" aria-label={t.shell.loading} />
      )}
    </Page>
  );
}
