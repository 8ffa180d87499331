"""Make this machine ready for a whole run: ``python -m tests.servers`` installs and fetches what is missing.

Where that is not allowed it says so and leaves the rest to the tests, which fail with the remedy.
"""

import os
import subprocess

from deployments.opensearch_local import OpenSearchLocalError, cache_dir, fetch, install_programs
from tests.servers.browser import provide_chromium
from tests.servers.installing import one_at_a_time
from tests.servers.postgresql import provide_postgresql
from tests.servers.redis import provide_redis
from tests.servers.tesseract import provide_tesseract


def main() -> None:
    """What is there costs nothing."""
    try:
        provide_chromium()
    except subprocess.TimeoutExpired as slow:
        print(f"Chromium could not be installed in time: {slow}")
    for provide in (provide_tesseract, provide_redis, provide_postgresql):
        try:
            provide()
        except (subprocess.TimeoutExpired, RuntimeError) as missing:
            print(missing)
    if os.environ.get("REFDESK_TEST_OPENSEARCH_URL"):
        return
    try:
        with one_at_a_time():
            install_programs()
            fetch(cache_dir())
    except OpenSearchLocalError as missing:
        print(missing)


if __name__ == "__main__":
    main()
