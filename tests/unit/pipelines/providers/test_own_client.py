"""The installation's own provider is reached through its proxy, and trusted by its authorities."""

import datetime
import ssl
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from pipelines.providers.bounded import own_client
from pipelines.settings import PipelineSettings


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *_args: Any) -> None:
        pass

    def do_GET(self) -> None:
        body = self.path.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def serve(server: HTTPServer) -> None:
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()


def signed_by_itself(folder: Path) -> tuple[Path, Path]:
    """A certificate of 127.0.0.1 that is its own authority, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "ours")]), datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    files = folder / "ours.pem", folder / "ours.key"
    files[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    files[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    return files


def test_an_authority_of_ones_own(tmp_path: Path) -> None:
    """What it signed is trusted where the settings name it, and nowhere else."""
    certificate, key = signed_by_itself(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        serve(server)
        url = f"https://127.0.0.1:{server.server_port}/v1"
        with own_client(PipelineSettings(provider_ca=certificate)) as client:
            assert client.get(url).text == "/v1"
        with own_client(PipelineSettings()) as client, pytest.raises(httpx.ConnectError, match="CERTIFICATE"):
            client.get(url)
        server.shutdown()


def test_a_proxy_of_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is asked for the whole address, whatever proxy the environment names; its password stands in no text."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        serve(server)
        settings = PipelineSettings(provider_proxy=f"http://user:pass-word@127.0.0.1:{server.server_port}")
        with own_client(settings) as client:
            assert client.get("http://model.invalid/v1").text == "http://model.invalid/v1"
        server.shutdown()
    assert "pass-word" not in repr(settings)


def test_an_authority_that_is_not_there() -> None:
    """Is refused at the start."""
    with pytest.raises(ValueError, match="provider_ca"):
        PipelineSettings(provider_ca="/no/such/file.pem")
