import { Button, Group, Stack, Text } from "@mantine/core";
import { IconThumbDown, IconThumbDownFilled, IconThumbUp, IconThumbUpFilled } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { rateAnswer, type Feedback } from "~/api/messages";
import type { Message } from "~/api/stream";
import { toast, toastFailure } from "~/components/toast";
import { t } from "~/texts";
import { GrowingTextarea } from "~/ui/GrowingTextarea";
import { IconAction } from "~/ui/IconAction";
import classes from "./chat.module.css";

type Rating = Feedback["rating"];

/** Whether an answer helped: stored at once, then room for a comment. What was said is there after a reload. */
export function useFeedback({ id, feedback }: Pick<Message, "id" | "feedback">) {
  const [commenting, setCommenting] = useState(false);
  const rate = useMutation({
    mutationFn: (given: Feedback) => rateAnswer(id, given),
    onSuccess: (_, { comment }) => {
      if (comment !== null) toast(t.chat.feedback.sent);
      setCommenting(comment === null);
    },
    onError: (thrown) => toastFailure(t.chat.feedback.failed, thrown),
  });
  const given = rate.isPending ? rate.variables : feedback;
  // The same thumb again: the words are looked at anew, not thrown away.
  const choose = (rating: Rating) =>
    given?.rating === rating ? setCommenting(true) : rate.mutate({ rating, comment: null });
  return { rate, given, choose, commenting, setCommenting };
}

type State = ReturnType<typeof useFeedback>;

/** The two thumbs. */
export function Thumbs({ given, choose }: State) {
  const thumb = (value: Rating, Plain: typeof IconThumbUp, Filled: typeof IconThumbUpFilled) => (
    <IconAction
      label={t.chat.feedback[value]}
      pressed={given?.rating === value}
      onClick={() => choose(value)}
    >
      {given?.rating === value ? <Filled size={18} aria-hidden /> : <Plain size={18} aria-hidden />}
    </IconAction>
  );
  return (
    <>
      {thumb("up", IconThumbUp, IconThumbUpFilled)}
      {thumb("down", IconThumbDown, IconThumbDownFilled)}
    </>
  );
}

/** Why, in the person's own words: to be given, or as it was given. */
export function Comment(state: State) {
  const { given, commenting, setCommenting } = state;
  if (!given) return null;
  if (commenting) return <CommentForm key={given.rating} {...state} />;
  if (!given.comment) return null;
  return (
    <Group gap="xs" mt={4} align="baseline">
      <Text size="sm" c="dimmed" className={classes.comment ?? ""}>
        {t.chat.feedback.given(given.comment)}
      </Text>
      <Button size="compact-sm" variant="default" onClick={() => setCommenting(true)}>
        {t.chat.feedback.change}
      </Button>
    </Group>
  );
}

function CommentForm({ rate, given, setCommenting }: State) {
  const f = t.chat.feedback;
  const [comment, setComment] = useState(given?.comment ?? "");
  if (!given) return null;
  const { rating } = given;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        rate.mutate({ rating, comment: comment.trim() });
      }}
    >
      <Stack gap="xs" mt="xs" maw="34rem">
        <GrowingTextarea
          label={rating === "up" ? f.praise : f.comment}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
          maxLength={2_000}
          least={2}
          most={6}
        />
        <Group gap="xs">
          <Button type="submit" size="xs" disabled={!comment.trim()} loading={rate.isPending}>
            {f.send}
          </Button>
          <Button size="xs" variant="default" onClick={() => setCommenting(false)}>
            {given.comment ? t.shell.cancel : f.skip}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
