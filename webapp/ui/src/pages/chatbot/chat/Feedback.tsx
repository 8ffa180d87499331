import { ActionIcon, Button, Group, Stack, Textarea } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconThumbDown, IconThumbDownFilled, IconThumbUp, IconThumbUpFilled } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { rateAnswer } from "~/api/messages";
import { asProblem } from "~/api/problem";
import { t } from "~/texts";

type Rating = "up" | "down";

/** Whether an answer helped: stored at once, then room for a comment. */
export function useFeedback(messageId: string) {
  const [commenting, setCommenting] = useState(false);
  const rate = useMutation({
    mutationFn: ({ rating, comment }: { rating: Rating; comment?: string }) =>
      rateAnswer(messageId, rating, comment),
    onSuccess: (_, { comment }) => {
      setCommenting(comment === undefined);
      if (comment !== undefined) notifications.show({ message: t.chat.feedback.sent });
    },
    onError: (thrown) =>
      notifications.show({ color: "red", title: t.chat.feedback.failed, message: asProblem(thrown).detail }),
  });
  return { rate, rating: rate.variables?.rating ?? null, commenting, close: () => setCommenting(false) };
}

type State = ReturnType<typeof useFeedback>;

/** The two thumbs. */
export function Thumbs({ rate, rating }: State) {
  const thumb = (value: Rating, Plain: typeof IconThumbUp, Filled: typeof IconThumbUpFilled) => (
    <ActionIcon
      variant="subtle"
      color={rating === value ? "petrol" : "gray"}
      size="lg"
      aria-label={t.chat.feedback[value]}
      title={t.chat.feedback[value]}
      aria-pressed={rating === value}
      onClick={() => rate.mutate({ rating: value })}
    >
      {rating === value ? <Filled size={18} aria-hidden /> : <Plain size={18} aria-hidden />}
    </ActionIcon>
  );
  return (
    <>
      {thumb("up", IconThumbUp, IconThumbUpFilled)}
      {thumb("down", IconThumbDown, IconThumbDownFilled)}
    </>
  );
}

/** Why, in the person's own words; may be left out. */
export function Comment({ rate, rating, commenting, close }: State) {
  const f = t.chat.feedback;
  const [comment, setComment] = useState("");
  if (!commenting || !rating) return null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        rate.mutate({ rating, comment: comment.trim() });
      }}
    >
      <Stack gap="xs" mt="xs" maw="34rem">
        <Textarea
          label={rating === "up" ? f.praise : f.comment}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
          maxLength={2_000}
          autosize
          minRows={2}
          maxRows={6}
        />
        <Group gap="xs">
          <Button type="submit" size="xs" disabled={!comment.trim()} loading={rate.isPending}>
            {f.send}
          </Button>
          <Button size="xs" variant="default" onClick={close}>
            {f.skip}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
