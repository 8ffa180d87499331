import { Button, type ButtonProps } from "@mantine/core";

interface Props extends Pick<ButtonProps, "size" | "mih" | "py"> {
  question: string;
  busy: boolean;
  onAsk: (question: string) => void;
}

/** A question that is asked by a press; a long one goes on in the next line. */
export function QuestionButton({ question, busy, onAsk, ...size }: Props) {
  return (
    <Button
      variant="default"
      h="auto"
      maw="100%"
      fw={400}
      disabled={busy}
      styles={{ label: { whiteSpace: "normal", textAlign: "left" } }}
      onClick={() => onAsk(question)}
      {...size}
    >
      {question}
    </Button>
  );
}
