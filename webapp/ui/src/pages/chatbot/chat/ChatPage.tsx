import { Button, Drawer, Group } from "@mantine/core";
import { useDisclosure, useMediaQuery } from "@mantine/hooks";
import { IconMessages } from "@tabler/icons-react";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useState, type ReactNode } from "react";
import { t } from "~/texts";
import { atFirstSign } from "~/ui/firstSign";
import { afterPaint } from "~/ui/afterPaint";
import { Soon } from "~/ui/Soon";
import { useReturnFocus } from "~/ui/useReturnFocus";
import classes from "./chat.module.css";
import { ConversationDialogs } from "./ConversationDialogs";
import { ConversationList } from "./ConversationList";
import { ExplainPanel } from "./explain/later";
import { Proof, proofAhead } from "./later";
import { Preview, type Pointed } from "./Preview";
import { ReadingContext } from "./reading";
import { Talk } from "./Talk";
import { useEscape } from "./useEscape";
import { useOpenCitation } from "./useOpenCitation";
import { without } from "./without";

/** From here on the reader stands beside the conversation; below it slides over. */
const BESIDE = "(min-width: 68.75em)";
/** From here on the list of conversations stays where it is, also beside an open reader. */
const ROOMY = "(min-width: 93.75em)";
const AT_ONCE = { getInitialValueInEffect: false };

/** Question, answer, proof, side by side. */
export function ChatPage() {
  const { chatbotId, conversationId } = useParams({
    from: "/inside/chatbots/$chatbotId/chat/{-$conversationId}",
  });
  const { dialog, explain } = useSearch({ from: "/inside/chatbots/$chatbotId/chat/{-$conversationId}" });
  const beside = useMediaQuery(BESIDE, false, AT_ONCE);
  const roomy = useMediaQuery(ROOMY, false, AT_ONCE);
  const citation = useOpenCitation(conversationId);
  const { read, show } = citation;
  const [drawer, { open, close }] = useDisclosure(false);

  const toggle = useCallback(
    (key: string) => afterPaint(() => show(key === read ? undefined : key)),
    [show, read],
  );
  const [pointed, point] = useState<Pointed | null>(null);
  const navigate = useNavigate({ from: "/chatbots/$chatbotId/chat/{-$conversationId}" });
  const explaining = useCallback(
    (messageId: string | undefined) =>
      void navigate({
        search: (now) => ({ ...without(now, "explain"), ...(messageId ? { explain: messageId } : {}) }),
      }),
    [navigate],
  );
  const reading = useMemo(
    () => ({ opened: read, open: toggle, point, explain: explaining }),
    [read, toggle, explaining],
  );
  // Who moves may open a source next.
  useEffect(() => atFirstSign(proofAhead), []);
  const unpoint = useCallback(() => point(null), []);
  const shut = () =>
    afterPaint(() => {
      show(undefined);
      focusMark(read);
    });
  // A drawer closes by itself. Here and not in the reader: Esc counts from the press that opens it, drawn or not.
  useEscape(beside && read !== undefined, shut);
  const listBeside = roomy || (beside && read === undefined);
  const list = (
    <ConversationList
      chatbotId={chatbotId}
      conversationId={conversationId}
      onNavigate={close}
      onClose={listBeside ? null : close}
    />
  );
  return (
    <ReadingContext value={reading}>
      <div className={classes.room}>
        {listBeside ? (
          <nav className={classes.aside} aria-label={t.chat.list.label}>
            {list}
          </nav>
        ) : null}
        <div className={classes.talk}>
          {listBeside ? null : (
            <Group className={classes.listButton}>
              <Button
                variant="default"
                size="xs"
                leftSection={<IconMessages size={16} aria-hidden />}
                aria-expanded={drawer}
                onClick={open}
              >
                {t.chat.list.open}
              </Button>
            </Group>
          )}
          <Talk chatbotId={chatbotId} conversationId={conversationId} />
        </div>
        {read === undefined ? null : beside ? (
          <aside className={classes.proof} aria-label={t.chat.reader.label}>
            <Soon>
              <Proof {...citation} onClose={shut} />
            </Soon>
          </aside>
        ) : (
          <Over label={t.chat.reader.label} position="right" size="min(100%, 46rem)" onClose={shut}>
            <Soon>
              <Proof {...citation} onClose={shut} />
            </Soon>
          </Over>
        )}
      </div>
      {drawer && !listBeside ? (
        <Over
          label={t.chat.list.label}
          position="left"
          size="min(88%, 20rem)"
          onClose={close}
          returnFocus
          covered={dialog !== undefined}
        >
          {list}
        </Over>
      ) : null}
      <ConversationDialogs conversationId={conversationId} />
      {pointed ? <Preview {...pointed} onGone={unpoint} /> : null}
      {explain === undefined ? null : (
        <ExplainPanel key={explain} messageId={explain} onClose={() => explaining(undefined)} />
      )}
    </ReadingContext>
  );
}

interface OverProps {
  label: string;
  position: "left" | "right";
  size: string;
  onClose: () => void;
  children: ReactNode;
  returnFocus?: boolean;
  /** A dialog lies over it: Esc is for that one. */
  covered?: boolean;
}

/** What slides over the conversation where there is no room beside it: holds the focus until it is closed. */
function Over(props: OverProps) {
  const { label, position, size, onClose, children, returnFocus = false, covered = false } = props;
  return (
    <Drawer.Root
      opened
      onClose={onClose}
      position={position}
      size={size}
      returnFocus={false}
      closeOnEscape={!covered}
      transitionProps={{ duration: 120 }}
    >
      {returnFocus ? <ReturnFocus /> : null}
      <Drawer.Overlay backgroundOpacity={0.35} />
      <Drawer.Content aria-label={label} radius={0}>
        <div style={{ height: "100dvh" }}>{children}</div>
      </Drawer.Content>
    </Drawer.Root>
  );
}

/** To what had it before this was opened. */
function ReturnFocus() {
  useReturnFocus();
  return null;
}

/** Back to the mark that opened the reader, once it is closed. */
function focusMark(key: string | undefined) {
  if (key === undefined) return;
  const again = () => document.querySelector<HTMLElement>(`[data-citation="${CSS.escape(key)}"]`)?.focus();
  setTimeout(again, 0);
}
