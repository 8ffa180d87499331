/** An account as the service keeps it, and the service's answers about it: what pages are told unless a test says more. */
import {
  aChatbot,
  aCitation,
  aConversation,
  aDocument,
  aMessage,
  aQuestion,
  aSource,
  aSync,
  aText,
  aUsage,
  aUser,
  type Chatbot,
  type Citation,
  type Conversation,
  type Document,
  type Message,
  type Provider,
  type Source,
  type StoredPage,
  type StoredText,
  type Sync,
  type Usage,
  type User,
} from "./fixtures";

export const QUESTION = "How long can a booking be cancelled?";
export const QUOTE = "A booking can be cancelled free of charge until two days before.";
export const TEXT = `Rules\n\nQuiet is kept in every room.\n\n${QUOTE}\n\nSigned, the board`;

/** Everything that the account holds; a test changes what it is about. */
export interface House {
  /** Who is logged in; null for a stranger. */
  user: User | null;
  /** Who can log in, by e-mail address. */
  people: User[];
  chatbots: Chatbot[];
  sources: Source[];
  documents: Document[];
  syncs: Sync[];
  conversations: Conversation[];
  messages: Map<string, Message[]>;
  texts: Map<string, StoredText>;
  pages: Map<string, StoredPage[]>;
  usage: Usage;
  providers: Provider[];
  settings: {
    top_k: number;
    alpha: number | null;
    min_confidence: number;
    claims: "mark" | "drop" | "off";
    summaries: "quoted" | "model";
    provider_id: string | null;
    reranker_id: string | null;
    pii: "off" | "flag" | "redact" | "block" | "placeholders";
  };
}

export function emptyHouse(user: User = aUser()): House {
  return {
    user,
    people: [user],
    chatbots: [],
    sources: [],
    documents: [],
    syncs: [],
    conversations: [],
    usage: aUsage(),
    providers: [],
    messages: new Map(),
    texts: new Map(),
    pages: new Map(),
    settings: {
      top_k: 8,
      alpha: null,
      min_confidence: 0.5,
      claims: "mark",
      summaries: "quoted",
      provider_id: null,
      reranker_id: null,
      pii: "off",
    },
  };
}

/** The account, and what most tests are about in it. */
export interface Furnished extends House {
  chatbot: Chatbot;
  source: Source;
  document: Document;
  conversation: Conversation;
  answer: Message;
  citation: Citation;
}

/** One chatbot, whose source has one text, and one conversation: a question and its answer with a citation. */
export function furnishedHouse(): Furnished {
  const house = emptyHouse();
  const [chatbot, source] = [aChatbot(), aSource()];
  const document = aDocument({ source_id: source.id });
  const start = TEXT.indexOf(QUOTE);
  const citation = aCitation({
    document_id: document.id,
    source_id: source.id,
    start,
    end: start + QUOTE.length,
    quote: QUOTE,
  });
  const conversation = aConversation({ chatbot_id: chatbot.id, title: QUESTION });
  const answer = aMessage({ content: "Free of charge until two days before [1].", citations: [citation] });
  house.chatbots.push(chatbot);
  house.sources.push(source);
  house.documents.push(document);
  house.syncs.push(aSync());
  house.conversations.push(conversation);
  house.messages.set(conversation.id, [aQuestion(QUESTION), answer]);
  house.texts.set(document.id, aText(TEXT, { headings: [{ level: 1, text: "Rules", start: 0, end: 5 }] }));
  return Object.assign(house, { chatbot, source, document, conversation, answer, citation });
}
