"""A mailbox on a server for tests: as much of IMAP as our inbox asks for."""

import re
import socketserver
import threading
from contextlib import contextmanager


class Talk(socketserver.StreamRequestHandler):
    def handle(self):
        self.say("* OK test")
        while line := self.rfile.readline().decode():
            tag, _, command = line.strip().partition(" ")
            self.answer(tag, command)
            if command.upper() == "LOGOUT":
                return

    def answer(self, tag, command):
        mails, flags = self.server.mails, self.server.flags
        if command.upper().startswith("CAPABILITY"):
            self.say("* CAPABILITY IMAP4rev1")
        elif command.upper().startswith("SELECT"):
            self.say(f"* {len(mails)} EXISTS")
        elif found := re.fullmatch(r"UID SEARCH (\d+):(\d+) UNFLAGGED UNDELETED", command):
            asked = list(mails)[int(found[1]) - 1 : int(found[2])]
            self.say("* SEARCH " + " ".join(str(uid) for uid in asked if not flags.get(uid)))
        elif found := re.fullmatch(r"UID FETCH (\d+) \(BODY\.PEEK\[(HEADER|)\]<0\.(\d+)>\)", command, re.I):
            self.fetched(int(found[1]), found[2], int(found[3]))
        elif found := re.match(r"UID STORE (\d+) \+FLAGS \(\\(\w+)\)", command, re.I):
            flags[int(found[1])] = found[2]
        elif command.upper() == "EXPUNGE":
            for uid in [uid for uid, flag in flags.items() if flag == "Deleted"]:
                mails.pop(uid, None)
        self.say(f"{tag} OK done")

    def fetched(self, uid, part, most):
        if self.server.quicker.get(uid) == part:  # another worker has taken it away
            return
        raw = self.server.mails[uid]
        sent = (re.match(rb".*?\n\r?\n", raw, re.S)[0] if part else raw)[:most]
        self.server.fetched.append((uid, part, len(sent)))
        self.say(f"* 1 FETCH (UID {uid} BODY[{part}]<0> {{{len(sent)}}}")
        self.wfile.write(sent)
        self.say(")")

    def say(self, text):
        self.wfile.write(text.encode() + b"\r\n")


@contextmanager
def mailbox(*mails: bytes):
    """A running server; `.url`, `.mails` {uid: raw} as they lie there, `.fetched` [(uid, "HEADER" or all, bytes)],
    and `.quicker` {uid: which part is not there any more}."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        server.daemon_threads = True
        server.mails, server.flags, server.fetched, server.quicker = dict(enumerate(mails, 1)), {}, [], {}
        server.url = f"imap://an%40b:secret@127.0.0.1:{server.server_address[1]}/INBOX"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
