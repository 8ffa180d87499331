/** Queries: one helper that names them, so that what a change makes stale can be found by its path. */
import { QueryClient, queryOptions } from "@tanstack/react-query";
import { asProblem } from "./problem";

/** ``q(["chatbots", id], () => data(api.GET(...)))`` */
export function q<T>(key: readonly unknown[], load: () => Promise<T>) {
  return queryOptions({ queryKey: key, queryFn: load });
}

// Asked whatever the browser thinks of the network: the service may run on this machine, and what is put off without
// a word is a spinner for ever.
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // What the person can mend is not tried again; a server that is away is, twice.
      retry: (failed, thrown) => failed < 2 && [0, 502, 503].includes(asProblem(thrown).status),
      networkMode: "always",
      refetchOnReconnect: true,
    },
    mutations: { networkMode: "always" },
  },
});
