/** A form whose errors the service names: kept beside their fields, the rest above the button. */
import type { UseFormReturnType } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { asProblem } from "~/api/problem";

export function useSubmit<T>(send: (values: T) => Promise<unknown>, done: () => void) {
  const mutation = useMutation({ mutationFn: send, onSuccess: done });
  const problem = mutation.error ? asProblem(mutation.error) : null;
  return {
    submit: mutation.mutate,
    busy: mutation.isPending,
    problem,
    error: (field: string) => problem?.field(field) ?? null,
    reset: mutation.reset,
  };
}

/** What a field is given: its value, and what is wrong with it, whoever found it out. */
export const fieldsOf =
  <T extends object>(form: UseFormReturnType<T>, serverError: (field: string) => string | null) =>
  (name: keyof T & string) => ({
    ...form.getInputProps(name),
    error: form.errors[name] ?? serverError(name),
  });
