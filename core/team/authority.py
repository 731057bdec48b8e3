"""Makes the certificate authority of a team and the certificate of its base, and says whose certificate one is.

The authority signs that certificate and no other: its key is thrown away at once, so that nobody can make another
server that the seats believe. Sharing anew makes another authority.
"""

import hashlib
import ssl
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from core.base.disk import whole_file

NAME = "base.premier-contact.internal"
"""The name in the certificate: seats dial an address and ask for this name (``internal``: ICANN, 29 July 2024)."""
AUTHORITY = "autorite.pem"
_CERTIFICATE, _KEY = "porte.pem", "porte.cle"
DATABASE, PAIRING = "postgresql", "premier-contact/1"
"""What a connection may be for, as its ALPN says (RFC 7301): the base (https://www.postgresql.org/docs/18/protocol-flow.html),
or the pairing of a seat."""
_SIGNER = "Premier Contact"
_Public = ec.EllipticCurvePublicKey
_DAYS = 20 * 365
_USES = (
    *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
    *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
)


def make_authority(folder: Path, now: datetime) -> None:
    """Write in a folder the authority's certificate, the door's and its key, for this user alone."""
    signer, door = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    parts = {
        _KEY: door.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        _CERTIFICATE: _certificate(door.public_key(), NAME, signer, now).public_bytes(Encoding.PEM),
        AUTHORITY: _certificate(signer.public_key(), _SIGNER, signer, now).public_bytes(Encoding.PEM),
    }
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, content in parts.items():
        with whole_file(folder / name) as file:
            file.write(content)


def _certificate(public: _Public, name: str, own: ec.EllipticCurvePrivateKey, now: datetime) -> x509.Certificate:
    """Return the certificate of a public key under a name, signed by the authority's own key (RFC 5280)."""
    signs = name == _SIGNER
    uses = dict.fromkeys(_USES, False) | {"digital_signature": not signs, "key_cert_sign": signs}
    builder = (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named(_SIGNER))
        .public_key(public)
        .serial_number(x509.random_serial_number())
        # Clocks of an office differ, and certificates know no time zone.
        .not_valid_before(now - timedelta(days=2))
        .not_valid_after(now + timedelta(days=_DAYS))
        .add_extension(x509.BasicConstraints(ca=signs, path_length=0 if signs else None), critical=True)
        .add_extension(x509.KeyUsage(**uses), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(own.public_key()), critical=False)
    )
    if not signs:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    return builder.sign(own, hashes.SHA256())


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, name)])


def fingerprint(authority: str) -> str:
    """Return the SHA-256 of an authority's certificate (PEM), 64 hex digits. Raises ValueError for what is none."""
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(authority)).hexdigest()


def door_context(folder: Path) -> ssl.SSLContext:
    """Return what the door speaks: TLS 1.3 alone, under the certificate of a folder."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.set_alpn_protocols([DATABASE, PAIRING])
    context.load_cert_chain(folder / _CERTIFICATE, folder / _KEY)
    return context


def base_context(authority: Path) -> ssl.SSLContext:
    """Return what is spoken to a server of PostgreSQL of another computer, whose certificate an authority signed."""
    context = ssl.create_default_context(cafile=authority)
    context.set_alpn_protocols([DATABASE])
    return context


def joining_context() -> ssl.SSLContext:
    """Return what a seat speaks that knows no authority yet: whose certificate it met, it asks :func:`is_signed_by`
    once the words of the code prove that authority."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.set_alpn_protocols([PAIRING])
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def is_signed_by(certificate: bytes, authority: str) -> bool:
    """Tell whether a certificate (DER) is that of the base, by the key of an authority (PEM)."""
    try:
        met = x509.load_der_x509_certificate(certificate)
        met.verify_directly_issued_by(x509.load_pem_x509_certificate(authority.encode()))
    except (ValueError, TypeError, InvalidSignature):
        return False
    return met.subject == _named(NAME)
