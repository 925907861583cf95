"""Ways out of the box: the network, other processes, the disk, and staying behind."""

from tests.attacks.kit import snippets

# A sleep of so many seconds is what is looked for when the box is gone.
MARK = 987654

ATTACKS = snippets("breaking out", {
    "a file in the course folder": """
import os
for path in (COURSE + '/owned', COURSE + '/source/owned', '/tmp/owned-by-a-student', '/dev/shm/owned-by-a-student',
             '/var/tmp/owned-by-a-student', os.path.expanduser('~/../owned-by-a-student')):
    try:
        open(path, 'w').write('x'); take(path)
    except OSError: pass""",
    "a peer's submission overwritten": """
import glob
for path in glob.glob(COURSE + '/submitted/peer/*/*'):
    try: open(path, 'w').write('{}'); take(path)
    except OSError: pass""",
    "the source deleted": """
import os, shutil
shutil.rmtree(COURSE + '/source', ignore_errors=True)
try: take(os.path.exists(COURSE + '/source') is False and os.listdir(COURSE))
except OSError: pass""",
    "a connection over TCP": """
import socket
with socket.socket() as listener:
    listener.bind(('127.0.0.1', 0)); listener.listen()
    with socket.create_connection(listener.getsockname(), timeout=1): take('connected')""",
    "a packet over UDP": """
import socket
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
    s.sendto(b'x', ('127.0.0.1', 9)); take('sent')""",
    "a web page": """
import urllib.request
take(urllib.request.urlopen('http://127.0.0.1:9/', timeout=1).status)""",
    "a process that stays": f"""
import subprocess
for start in (lambda: subprocess.Popen(['sleep', '{MARK}'], start_new_session=True),
              lambda: __import__('os').posix_spawn('/bin/sleep', ['sleep', '{MARK}'], {{}})):
    try: start(); take('started')
    except OSError: pass""",
    "a process forked twice": f"""
import os
try:
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0: os.execv('/bin/sleep', ['sleep', '{MARK}'])
        os._exit(0)
except OSError: pass""",
    "a system call by hand": f"""
import ctypes, os
libc = ctypes.CDLL(None)
pid = libc.syscall(220, 17, 0, 0, 0, 0) if os.uname().machine == 'aarch64' else libc.syscall(57)  # clone; fork
if pid == 0:
    libc.execl(b'/bin/sleep', b'sleep', b'{MARK}', None)
    os._exit(1)""",
    "a shell": f"""
import os
os.system('sleep {MARK} & echo done')
get_ipython().system('sleep {MARK} &')""",
    "the parent signalled": """
import os, signal
try:
    os.kill(os.getppid(), 0)
    if os.getppid() > 1: take(os.getppid())
except OSError: pass""",
    "the parent traced": """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
parent = os.getppid()
if parent > 1 and libc.ptrace(0x4206, parent, 0, 0) == 0: take('attached')""",
    "root again": """
import os
for call in (lambda: os.setuid(0), lambda: os.chroot('.'), lambda: os.mknod('/dev/null2', 0o20666, 259)):
    try: call(); take('allowed')
    except OSError: pass""",
}, stock=False)  # fmt: skip
# Against stock nbgrader only what does no harm beyond its course folder is tried.
ATTACKS = [attack if attack.name not in ("a file in the course folder", "a peer's submission overwritten")
           else type(attack)(attack.name, attack.family, attack.notebook) for attack in ATTACKS]  # fmt: skip
