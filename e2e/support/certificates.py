"""Writes ca.pem, and NAME.pem with NAME.key for each name, into the current directory:
python certificates.py [--expired] NAME..."""
import datetime
import sys

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NOW = datetime.datetime.now(datetime.timezone.utc)
EXPIRED = sys.argv[1:2] == ["--expired"]


def name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def certificate(subject, key, issuer, issuer_key, extension, hours=24):
    builder = (
        x509.CertificateBuilder()
        .subject_name(name(subject))
        .issuer_name(name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - datetime.timedelta(hours=2))
        .not_valid_after(NOW + datetime.timedelta(hours=hours))
        .add_extension(extension, critical=False)
    )
    return builder.sign(issuer_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def write(file, content):
    with open(file, "wb") as out:
        out.write(content)


ca_key = ec.generate_private_key(ec.SECP256R1())
write("ca.pem", certificate("test CA", ca_key, "test CA", ca_key, x509.BasicConstraints(ca=True, path_length=None)))
for host in sys.argv[2 if EXPIRED else 1 :]:
    key = ec.generate_private_key(ec.SECP256R1())
    names = x509.SubjectAlternativeName([x509.DNSName(host)])
    write(f"{host}.pem", certificate(host, key, "test CA", ca_key, names, -1 if EXPIRED else 24))
    encoding = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    write(f"{host}.key", key.private_bytes(*encoding))
