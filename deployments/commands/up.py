"""``refdesk up``: the local stack in the foreground."""

from typing import Annotated

import typer

from deployments.client.failures import CommandFailed
from deployments.client.layout import NO_ANSWER, citations, notes
from deployments.client.terminal import literal, output
from deployments.commands.session import command, say, settings
from deployments.local import LocalStack, StackFailed, end_on_signals, load_demo
from deployments.settings import LocalSettings
from deployments.stack.demo import Demo
from deployments.stack.demo_link import demo_link
from deployments.stack.lock import AlreadyRunning, FolderOpen
from deployments.stack.ports import PortTaken


@command
def up(
    *,
    with_parent: Annotated[bool, typer.Option("--with-parent", hidden=True, help="End when the parent ends.")] = False,
) -> int:
    """Start everything on this machine and serve until Ctrl-C.

    Everything is the Prefect server (unless `PREFECT_API_URL` names one), the worker and the web app. The first start
    loads a sample library and asks it a question; `REFDESK_DEMO=0` leaves that out.

    `REFDESK_PORT` and `REFDESK_PREFECT_PORT` choose other ports, `REFDESK_DATA_DIR` another data folder: stacks with
    folders and ports of their own run beside each other.
    """
    given = settings()
    end_on_signals(with_parent=with_parent)
    stack = LocalStack(given, say=say)
    try:
        with stack.running():
            return _serve(stack, given)
    except (AlreadyRunning, PortTaken) as refused:
        raise CommandFailed(str(refused), code="cannot_start") from refused
    except FolderOpen as refused:
        raise CommandFailed(str(refused), code=refused.code) from refused
    except KeyboardInterrupt:
        say("Ended.")
        return 0


def _serve(stack: LocalStack, given: LocalSettings) -> int:
    try:
        titles = ", ".join(program.title for program in stack.programs)
        say(f"Starting {titles}; logs are in {given.logs_dir}")
        stack.wait_until_ready()
        demo = _demo(stack) if given.demo else None
        _addresses(given, demo)
        stack.serve()
    except StackFailed as failed:
        say(stack.last_lines(failed.program))
        raise CommandFailed(str(failed), code="stack_failed") from failed
    except KeyboardInterrupt:
        say("\nEnding every process …")
        raise
    return 0


def _demo(stack: LocalStack) -> Demo | None:
    try:
        demo = load_demo(stack, say)
        answered = demo.question()
    except CommandFailed as failed:
        say(f"The sample library is not complete: {failed} The next start takes it up again.")
        return None
    if answered:
        question, message = answered
        console = output()
        console.print(literal(f"\n{question}\n", "bold"))
        console.print(literal(message["content"] or NO_ANSWER))
        console.print(citations(message))
        console.print(notes(message))
    return demo


def _addresses(given: LocalSettings, demo: Demo | None) -> None:
    say("")
    say(f"Refdesk    {given.local_url}/")
    if demo and (link := demo_link(given, demo.state.email)):
        say(f"Demo       {link}  (once, within 10 minutes)")
    say(f"API docs   {given.local_url}/docs/")
    say(f"Prefect    {given.prefect_url}/")
    if demo:
        say(f"Demo login {demo.state.email}  password {demo.state.password}")
        say('Try        .venv/bin/refdesk ask "…" --chatbot Demo')
    say("Ctrl-C ends it.")
