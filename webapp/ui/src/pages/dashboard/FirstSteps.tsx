import { Button, Group } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { toastFailure } from "~/components/toast";
import { t, withTexts } from "~/texts";
import { EmptyState } from "~/ui/EmptyState";

const sampleCode = withTexts(["dashboard", "uploads"], () => import("./sample"));

/** No chatbot yet: make one, or try the sample first. */
export function FirstSteps({ onCreate }: { onCreate: () => void }) {
  const navigate = useNavigate();
  const { empty, sample } = t.dashboard;
  const making = useMutation({
    mutationFn: async () => {
      const { makeSample } = await sampleCode();
      const chatbotId = await makeSample();
      await navigate({ to: "/chatbots/$chatbotId/sources", params: { chatbotId } });
    },
    onError: (thrown) => toastFailure(sample.failed, thrown),
  });
  return (
    <EmptyState
      title={empty.title}
      text={
        <>
          {empty.text}
          <br />
          {empty.sample}
        </>
      }
    >
      <Group justify="center" gap="sm">
        <Button onClick={onCreate}>{t.dashboard.create}</Button>
        <Button variant="default" loading={making.isPending} onClick={() => making.mutate()}>
          {sample.make}
        </Button>
      </Group>
    </EmptyState>
  );
}
