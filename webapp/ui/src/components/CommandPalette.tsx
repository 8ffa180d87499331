import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMatchRoute, useNavigate } from "@tanstack/react-router";
import { useDeferredValue, useState } from "react";
import { chatbotsQuery } from "~/api/chatbots";
import { conversationsQuery } from "~/api/conversations";
import { documentsOfQuery } from "~/api/documents";
import { logout } from "~/api/session";
import { placeOf } from "~/pages/chatbot/chat/places";
import { t } from "~/texts";
import { useReturnFocus } from "~/ui/useReturnFocus";
import { handed } from "./asking/handed";
import { useOperator } from "./useOperator";

interface Props {
  onClose: () => void;
  onKeyboardHelp: () => void;
}

const SHOWN = 8;
const NONE: SpotlightActionGroupData[] = [];
/** A blurred ground is painted anew with every letter. */
const STILL = { backgroundOpacity: 0.35, blur: 0 };

/** Ctrl-K: chatbots, documents of the open chatbot, pages, actions. There while it is open only. */
export function CommandPalette({ onClose, onKeyboardHelp }: Props) {
  useReturnFocus();
  const [typed, setTyped] = useState("");
  const groups = useGroups(typed, onKeyboardHelp);
  // The field stands and takes letters before what is found is drawn.
  const shown = useDeferredValue(groups, NONE);
  return (
    <Spotlight
      shortcut={null}
      overlayProps={STILL}
      transitionProps={{ duration: 120 }}
      onSpotlightClose={onClose}
      query={typed}
      onQueryChange={setTyped}
      actions={shown}
      nothingFound={shown === NONE ? null : t.shell.palette.nothing}
      highlightQuery
      limit={30}
      scrollable
      attributes={{ content: { "aria-label": t.shell.palette.open } }}
      maxHeight="60vh"
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: t.shell.palette.placeholder,
        "aria-label": t.shell.palette.placeholder,
      }}
    />
  );
}

function useGroups(typed: string, onKeyboardHelp: () => void): SpotlightActionGroupData[] {
  const navigate = useNavigate();
  const operator = useOperator();
  const matches = useMatchRoute();
  const inChatbot = matches({ to: "/chatbots/$chatbotId", fuzzy: true });
  const chatbotId = inChatbot ? inChatbot.chatbotId : undefined;
  const chatbots = useQuery(chatbotsQuery());
  const documents = useQuery({
    ...documentsOfQuery(chatbotId ?? "", typed),
    enabled: Boolean(chatbotId && typed.trim()),
  });
  const conversations = useInfiniteQuery({
    ...conversationsQuery(chatbotId ?? "", typed.trim()),
    enabled: Boolean(chatbotId && typed.trim()),
  });
  const p = t.shell.palette;
  const action = (id: string, label: string, onClick: () => unknown): SpotlightActionData => ({
    id,
    label,
    onClick: () => void onClick(),
  });
  const bots = (chatbots.data ?? []).map(({ id, name }) =>
    action(`chatbot-${id}`, name, () => navigate({ to: "/chatbots/$chatbotId", params: { chatbotId: id } })),
  );
  const found = (documents.data ?? []).slice(0, SHOWN).map(({ id, title, source_id }) =>
    action(`document-${id}`, title, () =>
      navigate({
        to: "/chatbots/$chatbotId/sources",
        params: { chatbotId: chatbotId ?? "" },
        search: { source: source_id, document: id },
      }),
    ),
  );
  const talks = (conversations.data?.pages ?? [])
    .flatMap(({ items }) => items)
    .slice(0, SHOWN)
    .map(({ id, title }) =>
      action(`conversation-${id}`, title, () =>
        navigate({
          to: "/chatbots/$chatbotId/chat/{-$conversationId}",
          params: { chatbotId: chatbotId ?? "", conversationId: id },
        }),
      ),
    );
  const ask =
    chatbotId && typed.trim()
      ? [
          action("ask", p.ask(typed.trim()), () => {
            handed.put(placeOf(chatbotId, undefined), typed.trim());
            return navigate({
              to: "/chatbots/$chatbotId/chat/{-$conversationId}",
              params: { chatbotId, conversationId: undefined },
            });
          }),
        ]
      : [];
  const here = chatbotId ? { params: { chatbotId } } : null;
  const tabs = here
    ? [
        action("chat", t.shell.tabs.chat, () =>
          navigate({ to: "/chatbots/$chatbotId/chat/{-$conversationId}", ...here }),
        ),
        action("sources", t.shell.tabs.sources, () =>
          navigate({ to: "/chatbots/$chatbotId/sources", ...here }),
        ),
        action("search", t.shell.tabs.search, () => navigate({ to: "/chatbots/$chatbotId/search", ...here })),
        action("settings", t.shell.tabs.settings, () =>
          navigate({ to: "/chatbots/$chatbotId/settings", ...here }),
        ),
      ]
    : [];
  const pages = [
    action("chatbots", t.shell.nav.chatbots, () => navigate({ to: "/" })),
    ...tabs,
    action("models", t.shell.nav.models, () => navigate({ to: "/models" })),
    action("usage", t.shell.nav.usage, () => navigate({ to: "/usage" })),
    ...(operator ? [action("system", t.shell.nav.system, () => navigate({ to: "/system" }))] : []),
  ];
  const actions = [
    action("new", p.newChatbot, () => navigate({ to: "/", search: { dialog: "create" } })),
    action("keyboard", p.keyboard, onKeyboardHelp),
    action("logout", t.shell.account.logout, logout),
  ];
  return [
    { group: p.chatbots, actions: bots },
    { group: p.ask(""), actions: ask },
    { group: p.documents, actions: found },
    { group: p.conversations, actions: talks },
    { group: p.pages, actions: pages },
    { group: p.actions, actions },
  ].filter((group) => group.actions.length > 0);
}
