#!/usr/bin/env python3
"""A Secret Service (freedesktop.org, version 0.2) that misbehaves: `secret_service.py WAY`, on the session bus.

  silent    takes the name and never answers
  errors    answers every call with an error
  locked    its collection is locked, and every prompt to unlock it is dismissed
  waiting   its collection is locked, and a prompt is answered only once the file $UNLOCK exists
  reading   can be read, and fails to write

`waiting` and `reading` know one secret, $SECRET, for every account; sessions are unencrypted, or with Diffie-Hellman as clients
want it. Prints one line when it is ready, and then one for each prompt and each write.
"""

import hashlib
import hmac
import os
import sys

import dbus
import dbus.lowlevel
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

WAY = sys.argv[1]
ROOT = "/org/freedesktop/secrets"
COLLECTION = ROOT + "/collection/login"
ITEM = COLLECTION + "/1"
SERVICE_FACE = "org.freedesktop.Secret.Service"
COLLECTION_FACE = "org.freedesktop.Secret.Collection"
ITEM_FACE = "org.freedesktop.Secret.Item"
PROPERTIES = "org.freedesktop.DBus.Properties"
PLAIN, DIFFIE_HELLMAN = "plain", "dh-ietf1024-sha256-aes128-cbc-pkcs7"
# RFC 2409, second Oakley group.
PRIME = int("FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B"
            "302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE6"
            "49286651ECE65381FFFFFFFFFFFFFFFF", 16)


class Failed(dbus.DBusException):
    _dbus_error_name = "org.freedesktop.DBus.Error.Failed"


def note(line):
    print(line, flush=True)


def encrypted(key, text):
    """AES-128-CBC with PKCS 7, by openssl: the standard library has none."""
    import subprocess
    vector = os.urandom(16)
    command = ["openssl", "enc", "-aes-128-cbc", "-K", key.hex(), "-iv", vector.hex()]
    return vector, subprocess.run(command, input=text.encode(), stdout=subprocess.PIPE, check=True).stdout


class Secrets(dbus.service.FallbackObject):
    """Every object of the service; the path tells which."""

    SUPPORTS_MULTIPLE_CONNECTIONS = False
    unlocked = WAY == "reading"
    keys = {}
    prompts = 0

    def trouble(self):
        if WAY == "errors":
            raise Failed("out of order")

    def has(self, attributes):
        return WAY in ("waiting", "reading") and attributes.get("username") not in ("sign-in protection", "check")

    @dbus.service.method(SERVICE_FACE, "sv", "vo", async_callbacks=("reply", "fail"))
    def OpenSession(self, algorithm, value, reply, fail):
        if WAY == "silent":
            return
        if WAY == "errors":
            return fail(Failed("out of order"))
        session = f"{ROOT}/session/{len(self.keys)}"
        if algorithm == PLAIN:
            self.keys[session] = None
            return reply(dbus.String("", variant_level=1), dbus.ObjectPath(session))
        private = int.from_bytes(os.urandom(64), "big")
        common = pow(int.from_bytes(bytes(value), "big"), private, PRIME).to_bytes(128, "big")
        pseudo = hmac.new(bytes(32), common, hashlib.sha256).digest()
        self.keys[session] = hmac.new(pseudo, b"\x01", hashlib.sha256).digest()[:16]
        public = pow(2, private, PRIME).to_bytes(128, "big")
        reply(dbus.ByteArray(public, variant_level=1), dbus.ObjectPath(session))

    @dbus.service.method(SERVICE_FACE, "a{ss}", "aoao")
    def SearchItems(self, attributes):
        found = [dbus.ObjectPath(ITEM)] if self.has(attributes) else []
        return (found, []) if self.unlocked else ([], found)

    @dbus.service.method(SERVICE_FACE, "ao", "aoo")
    def Unlock(self, objects):
        if self.unlocked:
            return objects, dbus.ObjectPath("/")
        Secrets.prompts += 1
        return dbus.Array([], "o"), dbus.ObjectPath(f"{ROOT}/prompt/{self.prompts}")

    @dbus.service.method(SERVICE_FACE, "s", "o")
    def ReadAlias(self, _):
        return dbus.ObjectPath(COLLECTION)

    @dbus.service.method("org.freedesktop.Secret.Prompt", "s", "", path_keyword="path")
    def Prompt(self, _, path):
        note("prompt")
        GLib.timeout_add(100, self.decide, path)

    def decide(self, path):
        if WAY == "waiting" and not os.path.exists(os.environ["UNLOCK"]):
            return True
        Secrets.unlocked = WAY == "waiting"
        objects = dbus.Array([dbus.ObjectPath(COLLECTION)], "o", variant_level=1)
        message = dbus.lowlevel.SignalMessage(path, "org.freedesktop.Secret.Prompt", "Completed")
        message.append(not self.unlocked, objects, signature="bv")
        self.connection.send_message(message)
        return False

    @dbus.service.method(COLLECTION_FACE, "a{sv}(oayays)b", "oo")
    def CreateItem(self, properties, secret, replace):
        note("write")
        raise Failed("no space left")

    @dbus.service.method(ITEM_FACE, "(oayays)", "")
    def SetSecret(self, secret):
        note("write")
        raise Failed("no space left")

    @dbus.service.method(ITEM_FACE, "", "o")
    def Delete(self):
        note("write")
        raise Failed("no space left")

    @dbus.service.method(ITEM_FACE, "o", "(oayays)")
    def GetSecret(self, session):
        key, text = self.keys[session], os.environ["SECRET"]
        vector, value = encrypted(key, text) if key else (b"", text.encode())
        return dbus.Struct((session, dbus.ByteArray(vector), dbus.ByteArray(value), "text/plain"), signature="oayays")

    @dbus.service.method(PROPERTIES, "ss", "v")
    def Get(self, face, name):
        self.trouble()
        return {"Locked": dbus.Boolean(not self.unlocked), "Label": "login"}[name]

    @dbus.service.method(PROPERTIES, "s", "a{sv}")
    def GetAll(self, face):
        self.trouble()
        return {"Locked": dbus.Boolean(not self.unlocked), "Label": "login"}


dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
bus = dbus.SessionBus()
name = dbus.service.BusName("org.freedesktop.secrets", bus)
Secrets(bus, ROOT)
note("ready")
GLib.MainLoop().run()
