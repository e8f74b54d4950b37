"""A Kerberos realm of its own on loopback, in a folder that goes away with it."""

import os
import socket
import subprocess
import time

REALM = "ALDERMOOR.EXAMPLE"
PASSWORD = "Lantern-Harbour-31"


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Realm:
    """The key distribution centre. Users: reception, and others that the cases need. Service: HTTP/localhost."""

    def __init__(self, folder):
        self.folder, self.port, self.process = folder, free_port(), None
        self.keytab, self.config = f"{folder}/service.keytab", f"{folder}/krb5.conf"
        with open(self.config, "w") as file:
            file.write(
                f"[libdefaults]\n default_realm = {REALM}\n dns_lookup_kdc = false\n dns_lookup_realm = false\n"
                f" dns_canonicalize_hostname = false\n rdns = false\n kdc_timesync = 0\n"
                f"[domain_realm]\n localhost = {REALM}\n 127.0.0.1 = {REALM}\n"
                f"[realms]\n {REALM} = {{\n  kdc = 127.0.0.1:{self.port}\n }}\n"
            )
        with open(f"{folder}/kdc.conf", "w") as file:
            file.write(
                f"[kdcdefaults]\n kdc_listen = 127.0.0.1:{self.port}\n kdc_tcp_listen = 127.0.0.1:{self.port}\n"
                f"[realms]\n {REALM} = {{\n  database_name = {folder}/principal\n  key_stash_file = {folder}/stash\n"
                f"  acl_file = {folder}/acl\n  max_life = 10h\n }}\n"
                f"[logging]\n kdc = FILE:{folder}/kdc.log\n"
            )
        os.environ["KRB5_CONFIG"] = self.config
        os.environ["KRB5_KDC_PROFILE"] = f"{folder}/kdc.conf"
        os.environ["KRB5_KTNAME"] = f"FILE:{self.keytab}"
        os.environ["KRB5RCACHENAME"] = "none:"
        run("kdb5_util", "create", "-s", "-r", REALM, "-P", "a master key")
        self.admin("add_policy -maxfailure 3 -lockoutduration 1h desk")
        for user in ("reception", "other", "leaver"):
            self.admin(f"add_principal -policy desk +requires_preauth -pw {PASSWORD} {user}")
        for service in ("HTTP/localhost", "HTTP/closed"):
            self.admin(f"add_principal -randkey {service}")
        self.admin(f"ktadd -k {self.keytab} HTTP/localhost")

    def admin(self, command):
        run("kadmin.local", "-r", REALM, "-q", command)

    def start(self):
        self.process = subprocess.Popen(["krb5kdc", "-n", "-r", REALM])
        for _ in range(100):
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise SystemExit("the key distribution centre does not start")

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait()
            self.process = None

    def ticket(self, cache, user="reception", life="1h"):
        """What a person does: kinit."""
        run("kinit", "-c", f"FILE:{cache}", "-l", life, user, typed=PASSWORD)

    def failures(self, user):
        """How many wrong passwords the realm has counted."""
        said = run("kadmin.local", "-r", REALM, "-q", f"get_principal {user}")
        return int(said.split("Failed password attempts:")[1].split()[0])


def run(*command, typed=None):
    done = subprocess.run(command, input=typed, text=True, capture_output=True)
    if done.returncode != 0 or "while" in done.stderr and command[0] == "kadmin.local":
        raise SystemExit(f"{command}: {done.stdout} {done.stderr}")
    return done.stdout
