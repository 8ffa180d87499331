"""What a worker sets right by itself, in one place: at its start, on events, and every ``REFDESK_TEND_SECONDS``.

Which state is mended by whom, and how, is the table of docs/adr/0216-one-reconciler.md; each rule is a function here.
"""
