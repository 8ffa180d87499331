/** A small HTTP server that speaks the API's paths: what the interface is tested against, in the place of the service. */
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { patternOf, type Answer, type Operation } from "./operations";
import { problem, Reply } from "./replies";

/** A request as it came. */
export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  /** JSON where it was JSON, else text. */
  body: unknown;
  /** The path's parameters, in their order. */
  params: string[];
}

type Given<K extends Operation> = Answer<K> | Reply;
type Answering = (asked: Asked) => unknown;

interface Route {
  operation: Operation;
  method: string;
  pattern: RegExp;
  answer: Answering;
}

export class Service {
  /** Every request, oldest first. */
  asked: Asked[] = [];
  /** Requests of paths that nobody answers: a typo, or something that a test forgot. */
  unknown: string[] = [];
  private routes: Route[] = [];
  private readonly open = new Set<ServerResponse>();
  private readonly server: Server = createServer((request, response) => void this.take(request, response));

  /** Listen on a free port; answers the address. */
  async start(): Promise<string> {
    await new Promise<void>((listening) => this.server.listen(0, "127.0.0.1", listening));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  /** Answer an operation so from now on; what was said of it before is forgotten. */
  on<K extends Operation>(
    operation: K,
    answer: Given<K> | ((asked: Asked) => Given<K> | Promise<Given<K>>),
  ): void {
    const [method = "", path = ""] = operation.split(" ");
    const answering = typeof answer === "function" ? (answer as Answering) : () => answer;
    this.routes = this.routes.filter((one) => one.operation !== operation);
    this.routes.push({ operation, method, pattern: patternOf(path), answer: answering });
  }

  /** What an operation is answered with at the moment, to be built upon. */
  answerOf(operation: Operation): Answering {
    const route = this.routes.find((one) => one.operation === operation);
    if (!route) throw new Error(`Nobody answers ${operation}.`);
    return route.answer;
  }

  /** The requests of an operation so far. */
  calls(operation: Operation): Asked[] {
    const [method, path = ""] = operation.split(" ");
    const pattern = patternOf(path);
    return this.asked.filter((one) => one.method === method && pattern.test(one.path));
  }

  /** Forget everything that was said and asked; connections that still wait are broken off. */
  forget(): void {
    this.routes = [];
    this.open.forEach((response) => response.destroy());
    this.asked = [];
    this.unknown = [];
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.open.add(response);
    response.on("close", () => this.open.delete(response));
    const { pathname, searchParams } = new URL(request.url ?? "", "http://service");
    const text = await textOf(request);
    const method = request.method ?? "";
    const asked = {
      method,
      path: pathname,
      query: searchParams,
      headers: request.headers,
      body: parsed(text),
      params: [],
    };
    this.asked.push(asked);
    await this.answer(asked, response);
  }

  private async answer(asked: Asked, response: ServerResponse): Promise<void> {
    for (const { method, pattern, answer } of this.routes) {
      const match = method === asked.method ? pattern.exec(asked.path) : null;
      if (!match) continue;
      return write(response, asked.method, await answer({ ...asked, params: match.slice(1) }));
    }
    this.unknown.push(`${asked.method} ${asked.path}`);
    problem(404, { code: "no_such_path", detail: `Nobody answers ${asked.method} ${asked.path}.` }).write(
      response,
    );
  }
}

function write(response: ServerResponse, method: string, given: unknown): void {
  if (given instanceof Reply) return given.write(response);
  if (given === null) return void response.writeHead(204).end();
  response.writeHead(method === "POST" ? 201 : 200, { "Content-Type": "application/json" });
  response.end(JSON.stringify(given));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
