import { Button, Group } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { toastFailure } from "~/components/toast";
import { useSubmit } from "~/components/useForm";
import { t } from "~/texts";
import { EmptyState } from "~/ui/EmptyState";

/** No chatbot yet: make one, or try the sample first. */
export function FirstSteps({ onCreate }: { onCreate: () => void }) {
  const navigate = useNavigate();
  const { empty, sample } = t.dashboard;
  const make = async () => {
    try {
      const { makeSample } = await import("./sample");
      const chatbotId = await makeSample();
      await navigate({ to: "/chatbots/$chatbotId/sources", params: { chatbotId } });
    } catch (thrown) {
      toastFailure(sample.failed, thrown);
    }
  };
  const { submit, busy } = useSubmit(make, () => undefined);
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
        <Button variant="default" loading={busy} onClick={() => submit(undefined)}>
          {sample.make}
        </Button>
      </Group>
    </EmptyState>
  );
}
