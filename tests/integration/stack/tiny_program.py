"""A program of the tiny stack: appends its pid to ``<folder>/<name>.pids`` and sleeps, crashes or is stubborn."""

import os
import signal
import sys
import time

folder, name, mood = sys.argv[1:]
with open(os.path.join(folder, f"{name}.pids"), "a") as out:  # noqa: PTH118, PTH123 - starts fast
    out.write(f"{os.getpid()}\n")
print("hello from", name, flush=True)
if mood == "crashing":
    sys.exit("no luck today")
if mood == "stubborn":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
time.sleep(600)
