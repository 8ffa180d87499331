import { deleteChatbot, type Chatbot } from "~/api/chatbots";
import { t } from "~/texts";
import { DeleteModal } from "./later";
import { toast } from "./toast";

interface Props {
  chatbot: Chatbot;
  onClose: () => void;
  onDone: () => void;
}

/** The end of a chatbot; its name has to be typed. */
export function ChatbotRemoval({ chatbot, onClose, onDone }: Props) {
  const texts = t.dashboard.remove;
  const done = () => {
    toast(texts.done(chatbot.name));
    onDone();
  };
  return (
    <DeleteModal
      name={chatbot.name}
      title={texts.title(chatbot.name)}
      text={texts.text}
      submitLabel={texts.submit}
      onConfirm={() => deleteChatbot(chatbot.id)}
      onClose={onClose}
      onDone={done}
    />
  );
}
