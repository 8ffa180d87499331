import { Group, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useMatches, useMatchRoute, useParams } from "@tanstack/react-router";
import { useSyncExternalStore } from "react";
import { chatbotQuery } from "~/api/chatbots";
import { asProblem } from "~/api/problem";
import { ButtonLink } from "~/components/links";
import { StatusBadge } from "~/components/StatusBadge";
import { Trouble } from "~/components/Trouble";
import { useIsEmpty } from "~/components/useIsEmpty";
import { Waiting } from "~/components/Waiting";
import { t, withTexts } from "~/texts";
import { EmptyState } from "~/ui/EmptyState";
import { Page } from "~/ui/Page";
import { fetched } from "~/ui/fetched";
import { Expected, Soon } from "~/ui/Soon";
import { hasBegun, onBegun } from "./uploads/begun";
import classes from "./ChatbotLayout.module.css";

const pageDrop = withTexts(["uploads"], () => import("./uploads/PageDrop"));
const uploadBar = withTexts(["uploads"], () => import("./uploads/UploadBar"));
const PageDrop = fetched(() => pageDrop().then(({ PageDrop }) => PageDrop));
const UploadBar = fetched(() => uploadBar().then(({ UploadBar }) => UploadBar));

const tabs = () =>
  [
    { to: "/chatbots/$chatbotId/chat/{-$conversationId}", label: t.shell.tabs.chat },
    { to: "/chatbots/$chatbotId/sources", label: t.shell.tabs.sources },
    { to: "/chatbots/$chatbotId/search", label: t.shell.tabs.search },
    { to: "/chatbots/$chatbotId/settings", label: t.shell.tabs.settings },
  ] as const;

/** A chatbot: its name, its state, its four parts as links. */
export function ChatbotLayout() {
  const { chatbotId } = useParams({ from: "/inside/chatbots/$chatbotId" });
  const chatbot = useQuery(chatbotQuery(chatbotId));
  const empty = useIsEmpty(chatbotId, chatbot.data?.status);
  const uploads = useSyncExternalStore(onBegun, hasBegun);
  const matches = useMatchRoute();
  const inChat = matches({ to: "/chatbots/$chatbotId/chat/{-$conversationId}" }) !== false;
  const inSources = matches({ to: "/chatbots/$chatbotId/sources" }) !== false;
  // Of what is drawn, not of the address: that one is ahead while the code of a part is on its way.
  const part = useMatches({ select: (matches) => matches.at(-1)?.routeId });
  if (chatbot.isPending) return <Waiting />;
  // What was loaded before stays when a later look fails.
  if (!chatbot.data || (chatbot.error && asProblem(chatbot.error).status === 404))
    return <Missing error={chatbot.error} onRetry={() => void chatbot.refetch()} />;
  const { name, status, documents } = chatbot.data;
  return (
    <div className={`${classes.layout} ${inChat ? classes.fixed : ""}`}>
      <header className={classes.head}>
        <Group gap="sm" wrap="nowrap" miw={0}>
          <Title order={1} size="h4" title={name} className={classes.name ?? ""}>
            {name}
          </Title>
          <StatusBadge status={status} empty={empty} documents={documents} />
        </Group>
        <nav aria-label={t.shell.tabs.label}>
          <ul className={classes.tabs}>
            {tabs().map(({ to, label }) => (
              <li key={to}>
                <Link
                  to={to}
                  params={{ chatbotId }}
                  className={classes.tab}
                  activeOptions={{ includeSearch: false }}
                >
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      {uploads ? <UploadBar chatbotId={chatbotId} /> : null}
      <div className={classes.body}>
        <Soon key={part}>
          <Outlet />
        </Soon>
      </div>
      <Expected key={chatbotId}>
        {(dragged) => <PageDrop chatbotId={chatbotId} name={name} inSources={inSources} dragged={dragged} />}
      </Expected>
    </div>
  );
}

function Missing({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (asProblem(error).status !== 404) {
    return (
      <Page measure="text">
        <Trouble error={error} onRetry={onRetry} />
      </Page>
    );
  }
  return (
    <EmptyState order={1} title={t.shell.notFound.title} text={t.shell.notFound.text}>
      <ButtonLink to="/">{t.shell.notFound.home}</ButtonLink>
    </EmptyState>
  );
}
