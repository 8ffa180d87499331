import { useMutation } from "@tanstack/react-query";
import { useNavigate, useRouter } from "@tanstack/react-router";
import { createConversation, discardConversation } from "~/api/conversations";
import { messagesQuery } from "~/api/messages";
import { asProblem, unreachable } from "~/api/problem";
import { queryClient } from "~/api/q";
import type { More } from "~/api/stream";
import { answering, ask } from "./answering";
import { attempts } from "./attempts";
import { drafts } from "./drafts";
import { placeOf } from "./places";

/** Sends. A first question makes its conversation, which is entered once the question was taken, else discarded. */
export function useSend(chatbotId: string, conversationId: string | undefined, about: string | undefined) {
  const more: More = about === undefined ? {} : { documentIds: [about] };
  const navigate = useNavigate();
  const router = useRouter();
  const begin = useMutation({
    mutationFn: async (text: string) => {
      const from = router.state.location.pathname;
      return { id: await beginWith(chatbotId, text, more), text, from };
    },
    onSuccess: ({ id, text, from }) => {
      drafts.sent(placeOf(chatbotId, undefined), text);
      // Who went elsewhere meanwhile is not called back.
      if (router.state.location.pathname !== from) return undefined;
      return navigate({
        to: "/chatbots/$chatbotId/chat/{-$conversationId}",
        params: { chatbotId, conversationId: id },
        search: about === undefined ? {} : { about },
        replace: true,
      });
    },
  });
  const send = (text: string) => {
    if (!conversationId) begin.mutate(text);
    else void ask(conversationId, text, more);
  };
  const refused = begin.error && !conversationId ? asProblem(begin.error) : null;
  return { send, beginning: begin.isPending, refused };
}

/** The conversation whose first question was taken. Throws ``Problem``. */
async function beginWith(chatbotId: string, text: string, more: More): Promise<string> {
  const id = unsettled(chatbotId) ?? (await newConversation(chatbotId));
  attempts.begin(chatbotId, id);
  const taken = await ask(id, text, more);
  const problem = taken ? null : (answering.of(id).refused ?? unreachable());
  // Nobody said whether it was taken: the next try goes on there, also after a reload.
  if (problem?.status !== 0) attempts.settled(chatbotId, id);
  if (problem === null) return id;
  drafts.keep(id, "");
  if (problem.status !== 0) {
    answering.forget(id);
    attempts.taken(id);
    await discardConversation(id);
  }
  throw problem;
}

/** The conversation of an earlier try, unless it is on its way. */
function unsettled(chatbotId: string): string | null {
  const id = attempts.begun(chatbotId);
  return id !== null && answering.of(id).live === null ? id : null;
}

async function newConversation(chatbotId: string): Promise<string> {
  const { id } = await createConversation(chatbotId);
  // What is in it is known: nothing.
  queryClient.setQueryData(messagesQuery(id).queryKey, []);
  return id;
}
