"""Every attack by its name, and on which stack it runs."""

from collections.abc import Mapping
from typing import Final

from tests.bench.siege.attacks import accounts, connections, documents, heavy, hostile, surroundings, wire
from tests.bench.siege.field import Attack

# On a stack without a model; what ends the web app comes last.
PLAIN: Final[Mapping[str, Attack]] = {
    "nothing": surroundings.nothing,
    "half_heads_140": connections.half_heads(140),
    "half_heads_500": connections.half_heads(500),
    "dripping_bodies_140": connections.dripping_bodies(140),
    "dripping_bodies_500": connections.dripping_bodies(500),
    "never_closed_20": connections.never_closed(20),
    "never_closed_300": connections.never_closed(300),
    "slow_readers_140": connections.slow_readers,
    "uploads_beside_half_heads": connections.uploads_beside,
    "early_413": connections.early_refusals,
    "clients_gone": connections.clients_gone,
    "pictures_132": documents.pictures,
    "slow_html_2": documents.slow_files,
    "deletion_150000": documents.deletion,
    "same_source": documents.same_source_at_once,
    "wrong_passwords_120": accounts.wrong_passwords,
    "rebound_hosts": accounts.rebound_hosts,
    "crafted_cursors": accounts.crafted_cursors,
    "refreshed_at_once_20": accounts.refreshed_at_once,
    "lookalike_accounts": accounts.lookalike_accounts,
    "login_flood": hostile.login_flood,
    "registrations": hostile.registrations,
    "deep_json": hostile.deep_json,
    "strange_questions": hostile.strange_questions,
    "long_names": heavy.long_names,
    "bombs": heavy.bombs,
    "many_tags": heavy.many_tags,
    "reconnect_storm": hostile.reconnect_storm,
    "many_rows": hostile.many_rows,
    "deep_windows": heavy.deep_windows,
    "almost_http": wire.almost_http,
    "locked_sql": surroundings.locked_sql,
    "drained": surroundings.drained,
}
# With a model: a real HTTP server that speaks as slowly as it is asked to.
MODELS: Final[Mapping[str, Attack]] = {
    "streams_100": connections.many_streams,
    "dribbling_models": surroundings.dribbling_models,
}
# On a file system of its own, small enough to be filled.
DISK: Final[Mapping[str, Attack]] = {"full_disk": surroundings.full_disk}
SCENES: Final[Mapping[str, Mapping[str, Attack]]] = {"plain": PLAIN, "models": MODELS, "disk": DISK}
