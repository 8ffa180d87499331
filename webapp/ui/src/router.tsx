/** The map of the pages. Filters, tabs, the open citation and open dialogs live in the URL. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  type RouterHistory,
} from "@tanstack/react-router";
import { chatbotQuery, chatbotsQuery } from "./api/chatbots";
import { code } from "./api/code";
import { conversationsQuery } from "./api/conversations";
import { messagesQuery } from "./api/messages";
import { queryClient } from "./api/q";
import { known } from "./api/session";
import { Broken } from "./components/Broken";
import { NotFound } from "./components/NotFound";
import { Root } from "./components/Root";
import { Waiting } from "./components/Waiting";
import { readAhead } from "./components/reader/ahead";
import { pages } from "./pages";
import { proofAhead } from "./pages/chatbot/chat/later";
import { openedBy } from "./pages/chatbot/chat/openCitation";
import type {
  ChatSearch,
  DashboardSearch,
  ModelsSearch,
  SearchSearch,
  SignInSearch,
  SourcesSearch,
} from "./searches";

const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
const whole = (value: unknown) =>
  Number.isInteger(Number(value)) && value !== "" ? Number(value) : undefined;

/** Leave out what is not given, so that URLs stay short. */
function given<T extends object>(search: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as T;
}

const oneOf = <T extends string>(value: unknown, allowed: readonly T[]) =>
  allowed.find((one) => one === value);

/** Loaders run with every change of the address: they ask for what is not there at all, pages see to the rest. */
const told = () => null;

const rootRoute = createRootRoute({ component: Root, notFoundComponent: NotFound });

const login = createRoute({
  getParentRoute: () => rootRoute,
  path: "/login",
  validateSearch: (raw): SignInSearch =>
    given<SignInSearch>({ target: text(raw.target), expired: raw.expired === true ? true : undefined }),
  component: lazyRouteComponent(code(pages.login), "LoginPage"),
});

const register = createRoute({
  getParentRoute: () => rootRoute,
  path: "/register",
  validateSearch: (raw): SignInSearch =>
    given<SignInSearch>({ target: text(raw.target), expired: undefined }),
  component: lazyRouteComponent(code(pages.register), "RegisterPage"),
});

const welcome = createRoute({
  getParentRoute: () => rootRoute,
  path: "/welcome",
  validateSearch: (raw): { code?: string } => given<{ code?: string }>({ code: text(raw.code) }),
  component: lazyRouteComponent(code(pages.welcome), "WelcomePage"),
});

const inside = createRoute({
  getParentRoute: () => rootRoute,
  id: "inside",
  component: lazyRouteComponent(code(pages.shell), "Shell"),
  beforeLoad: async ({ location }) => {
    if (await known()) return;
    throw redirect({ to: "/login", search: { target: location.href } });
  },
});

const dashboard = createRoute({
  getParentRoute: () => inside,
  path: "/",
  validateSearch: (raw): DashboardSearch =>
    given<DashboardSearch>({
      q: text(raw.q),
      dialog: oneOf(raw.dialog, ["create", "edit", "delete"] as const),
      chatbot: text(raw.chatbot),
    }),
  loader: () => void queryClient.ensureQueryData(chatbotsQuery()).catch(told),
  component: lazyRouteComponent(code(pages.dashboard), "DashboardPage"),
});

const chatbot = createRoute({
  getParentRoute: () => inside,
  path: "/chatbots/$chatbotId",
  loader: ({ params }) => void queryClient.ensureQueryData(chatbotQuery(params.chatbotId)).catch(told),
  component: lazyRouteComponent(code(pages.chatbot), "ChatbotLayout"),
});

const openedIn = ({ read, page }: ChatSearch) => ({ read, page });

/** A conversation and the source that is open beside it. */
async function conversationAhead(
  conversationId: string,
  { read, page }: ReturnType<typeof openedIn>,
): Promise<void> {
  if (read !== undefined) proofAhead();
  const messages = await queryClient.ensureQueryData(messagesQuery(conversationId)).catch(() => []);
  const opened = read === undefined ? null : openedBy(read, messages);
  if (opened) readAhead(opened.passage, page);
}

const chatbotHome = createRoute({
  getParentRoute: () => chatbot,
  path: "/",
  beforeLoad: ({ params }) => {
    throw redirect({ to: "/chatbots/$chatbotId/chat/{-$conversationId}", params });
  },
});

const chat = createRoute({
  getParentRoute: () => chatbot,
  path: "/chat/{-$conversationId}",
  validateSearch: (raw): ChatSearch =>
    given<ChatSearch>({
      read: text(raw.read),
      page: whole(raw.page),
      newest: raw.newest === true ? true : undefined,
      q: text(raw.q),
      dialog: oneOf(raw.dialog, ["rename", "delete"] as const),
      of: text(raw.of),
      about: text(raw.about),
      explain: text(raw.explain),
    }),
  loaderDeps: ({ search }) => openedIn(search),
  loader: ({ params: { chatbotId, conversationId }, deps, cause, location }) => {
    // Of a search while it is typed the list asks itself, when there is a pause.
    const { q = "" } = location.search as ChatSearch;
    if (cause !== "stay")
      void queryClient.ensureInfiniteQueryData(conversationsQuery(chatbotId, q)).catch(told);
    if (conversationId) void conversationAhead(conversationId, deps);
  },
  component: lazyRouteComponent(code(pages.chat), "ChatPage"),
});

const dialogs = ["add", "edit", "schedule", "delete", "plan", "history"] as const;

const sources = createRoute({
  getParentRoute: () => chatbot,
  path: "/sources",
  validateSearch: (raw): SourcesSearch =>
    given<SourcesSearch>({
      source: text(raw.source),
      status: text(raw.status),
      type: text(raw.type),
      language: text(raw.language),
      q: text(raw.q),
      dialog: oneOf(raw.dialog, dialogs),
      sync: text(raw.sync),
      document: text(raw.document),
      view: raw.view === "text" ? "text" : undefined,
    }),
  component: lazyRouteComponent(code(pages.sources), "SourcesPage"),
});

const search = createRoute({
  getParentRoute: () => chatbot,
  path: "/search",
  validateSearch: (raw): SearchSearch =>
    given<SearchSearch>({ q: text(raw.q), k: whole(raw.k), about: text(raw.about) }),
  component: lazyRouteComponent(code(pages.search), "SearchPage"),
});

const settings = createRoute({
  getParentRoute: () => chatbot,
  path: "/settings",
  component: lazyRouteComponent(code(pages.settings), "SettingsPage"),
});

const system = createRoute({
  getParentRoute: () => inside,
  path: "/system",
  component: lazyRouteComponent(code(pages.system), "SystemPage"),
});

const models = createRoute({
  getParentRoute: () => inside,
  path: "/models",
  validateSearch: (raw): ModelsSearch =>
    given<ModelsSearch>({
      dialog: oneOf(raw.dialog, ["add", "edit", "delete"] as const),
      provider: text(raw.provider),
    }),
  component: lazyRouteComponent(code(pages.models), "ModelsPage"),
});

const usage = createRoute({
  getParentRoute: () => inside,
  path: "/usage",
  component: lazyRouteComponent(code(pages.usage), "UsagePage"),
});

const modelHelp = createRoute({
  getParentRoute: () => inside,
  path: "/help/model",
  component: lazyRouteComponent(code(pages.modelHelp), "ModelHelpPage"),
});

const tree = rootRoute.addChildren([
  login,
  register,
  welcome,
  inside.addChildren([
    dashboard,
    chatbot.addChildren([chatbotHome, chat, sources, search, settings]),
    models,
    usage,
    system,
    modelHelp,
  ]),
]);

/** A router; it reads the browser's address, or a history of its own. */
export const newRouter = (history?: RouterHistory) =>
  createRouter({
    routeTree: tree,
    ...(history ? { history } : {}),
    defaultPreload: "intent",
    defaultErrorComponent: Broken,
    defaultPendingComponent: Waiting,
    scrollRestoration: true,
  });

export type Router = ReturnType<typeof newRouter>;

declare module "@tanstack/react-router" {
  interface Register {
    router: Router;
  }
}
