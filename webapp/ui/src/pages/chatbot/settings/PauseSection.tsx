import { Button, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { changeChatbot, type Chatbot } from "~/api/chatbots";
import { toast, toastFailure } from "~/components/toast";
import { part, t } from "~/texts";
import { Section } from "./Section";
import classes from "./SettingsPage.module.css";

const p = part(() => t.settings.pause);

/** Stop answering for a while, and start again. */
export function PauseSection({ chatbot }: { chatbot: Chatbot }) {
  const paused = chatbot.status === "paused";
  const toggle = useMutation({
    mutationFn: () => changeChatbot(chatbot.id, { status: paused ? "active" : "paused" }),
    onSuccess: () => toast(paused ? p.resumed : p.paused),
    onError: (thrown) => toastFailure(p.failed, thrown),
  });
  return (
    <Section title={p.title} help={p.help}>
      <div className={classes.action}>
        <Text size="sm">{paused ? p.off : p.on}</Text>
        <Button variant="default" onClick={() => toggle.mutate()} loading={toggle.isPending}>
          {paused ? p.resume : p.pause}
        </Button>
      </div>
    </Section>
  );
}
