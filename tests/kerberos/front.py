"""A web server that wants Kerberos, by the system's GSS-API, in front of the built-in server, as IIS stands before Exchange."""

import base64
import hashlib
import http.client
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import gssapi

# GSS_C_CHANNEL_BOUND_FLAG: the client's bindings are there, and are the server's.
CHANNEL_BOUND = 0x800


def binding(certificate):
    """tls-server-end-point (RFC 5929) of a certificate that is signed with SHA-256."""
    with open(certificate) as file:
        der = ssl.PEM_cert_to_DER_cert(file.read())
    data = b"tls-server-end-point:" + hashlib.sha256(der).digest()
    return gssapi.raw.ChannelBindings(application_data=data)


class Front(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, announcement, certificate, key):
        super().__init__(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self.socket = context.wrap_socket(self.socket, server_side=True)
        self.announcement = announcement
        self.expect(certificate)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def expect(self, certificate, each=False):
        """From now on sign-ins have to be bound to that certificate; with `each`, every request signs in anew."""
        self.binding, self.each = binding(certificate), each
        self.log = {"requests": 0, "tokens": 0, "accepted": [], "refused": []}

    def port(self):
        return self.server_address[1]

    def handle_error(self, request, client_address):
        pass


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    signed_in = False

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        log = self.server.log
        log["requests"] += 1
        scheme, _, token = self.headers.get("Authorization", "").partition(" ")
        if scheme == "Negotiate":
            log["tokens"] += 1
            self.signed_in = self.accept(base64.b64decode(token))
        if not self.signed_in:
            self.answer(401, [("WWW-Authenticate", "Negotiate")], b"")
            return
        self.signed_in = not self.server.each
        self.forward(body)

    do_GET = do_POST

    def accept(self, token):
        log = self.server.log
        try:
            context = gssapi.SecurityContext(usage="accept", channel_bindings=self.server.binding)
            context.step(token)
            # Asked first: what the step found wrong is told here.
            complete = context.complete
            flags = int(gssapi.raw.inquire_context(context).flags)
        except gssapi.exceptions.GSSError as error:
            log["refused"].append(str(error))
            return False
        if not complete or not flags & CHANNEL_BOUND:
            log["refused"].append(f"complete {complete}, flags {flags:#x}")
            return False
        log["accepted"].append(str(context.initiator_name))
        return True

    def forward(self, body):
        told = self.server.announcement
        url = urlsplit(told["ews_url"])
        connection = http.client.HTTPConnection(url.hostname, url.port)
        basic = base64.b64encode(f"{told['account']}:{told['password']}".encode()).decode()
        headers = {"Content-Type": self.headers["Content-Type"], "Authorization": f"Basic {basic}"}
        connection.request(self.command, url.path, body, headers)
        reply = connection.getresponse()
        keep = [(name, reply.headers[name]) for name in ("Content-Type", "X-EWS-TargetVersion") if name in reply.headers]
        self.answer(reply.status, keep, reply.read())

    def answer(self, status, headers, body):
        self.send_response(status)
        for name, value in [*headers, ("Content-Length", str(len(body)))]:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass
