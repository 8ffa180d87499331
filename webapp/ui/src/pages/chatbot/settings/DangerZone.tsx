import { Text } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { Chatbot } from "~/api/chatbots";
import { ChatbotRemoval } from "~/components/ChatbotRemoval";
import { part, t } from "~/texts";
import { DangerButton } from "~/ui/DangerButton";
import { Section } from "./Section";
import classes from "./SettingsPage.module.css";

const z = part(() => t.settings.danger);

/** The end of a chatbot; its name has to be typed. */
export function DangerZone({ chatbot }: { chatbot: Chatbot }) {
  const navigate = useNavigate();
  const [asked, setAsked] = useState(false);
  return (
    <Section title={z.title} help={z.help}>
      <div className={`${classes.action} ${classes.danger}`}>
        <Text size="sm">{z.text}</Text>
        <DangerButton onClick={() => setAsked(true)}>{z.delete}</DangerButton>
      </div>
      {asked ? (
        <ChatbotRemoval
          chatbot={chatbot}
          onClose={() => setAsked(false)}
          onDone={() => void navigate({ to: "/", ignoreBlocker: true })}
        />
      ) : null}
    </Section>
  );
}
