"""known.py - small logs whose states after a loss of power are known, to try the disk itself."""
import random

from calls import Unknown, operations
from disk import SECTOR, Disk

TRIES = 400
OLD, NEW = b'old', b'new'
NEW_FILE = [('open', 1, 'f', True, False), ('write', 1, 0, NEW)]
BESIDE = [('open', 1, 't', True, False), ('write', 1, 0, NEW), ('sync', 1), ('rename', 't', 'f')]
FOLDER_SYNCED = [('open', 9, '', False, False), ('sync', 9)]
ZEROS = bytes(len(NEW))
A, B = b'a' * SECTOR, b'b' * SECTOR
IN_A_FOLDER = [('mkdir', 'd'), ('open', 1, 'd/f', True, False), ('sync', 1),
               ('open', 2, 'd', False, False), ('sync', 2)]
ACROSS = [('rename', 'd/f', 'e/f')]
BEFORE_ACROSS = {'d': None, 'd/f': OLD, 'e': None}
AFTER_ACROSS = {'d': None, 'e': None, 'e/f': OLD}

STATES = [  # what is known, the tree before, the operations, each tree that may be found
    ('a file that is not synced', {}, NEW_FILE,
     [{}, {'f': b''}, {'f': ZEROS}, {'f': NEW}]),
    ('a file without its name', {}, NEW_FILE + [('sync', 1)], [{}, {'f': NEW}]),
    ('a name without its file', {}, NEW_FILE + FOLDER_SYNCED,
     [{'f': b''}, {'f': ZEROS}, {'f': NEW}]),
    ('a write of two sectors', {'f': A + A},
     [('open', 1, 'f', False, False), ('write', 1, 0, B + B)],
     [{'f': A + A}, {'f': A + B}, {'f': B + A}, {'f': B + B}]),
    ('a file that is emptied and written', {'f': OLD},
     [('open', 1, 'f', True, True), ('write', 1, 0, NEW)],
     [{'f': OLD}, {'f': b''}, {'f': ZEROS}, {'f': NEW}]),
    ('a write at the end', {'f': OLD}, [('open', 1, 'f', False, False), ('write', 1, None, NEW)],
     [{'f': OLD}, {'f': OLD + ZEROS}, {'f': OLD + NEW}]),
    ('a file that is put in place', {'f': OLD}, BESIDE,
     [{'f': OLD}, {'f': OLD, 't': NEW}, {'f': NEW}]),
    ('and its folder synced', {'f': OLD}, BESIDE + FOLDER_SYNCED, [{'f': NEW}]),
    ('a second name', {'f': OLD}, [('link', 'f', 'g'), ('unlink', 'f')],
     [{'f': OLD}, {'f': OLD, 'g': OLD}, {'g': OLD}]),
    ('a folder without its own name', {}, IN_A_FOLDER, [{}, {'d': None, 'd/f': b''}]),
    ('and with it', {}, IN_A_FOLDER + FOLDER_SYNCED, [{'d': None, 'd/f': b''}]),
    ('from folder to folder', BEFORE_ACROSS, ACROSS, [BEFORE_ACROSS, AFTER_ACROSS]),
    ('and one of the two synced', BEFORE_ACROSS,
     ACROSS + [('open', 1, 'd', False, False), ('sync', 1)], [AFTER_ACROSS]),
]


def hexed(text):
    return ''.join(f'\\x{byte:02x}' for byte in text.encode())


FD = f'3<{hexed("/p/f")}>'
LOG = [
    f'1 openat(AT_FDCWD<{hexed("/p")}>, "{hexed("f")}", O_WRONLY|O_CREAT, 0666) = {FD}',
    f'1 write({FD}, "{hexed("abc")}", 3) = 2',
    f'1 write({FD}, "{hexed("c")}", 1 <unfinished ...>',
    f'2 write(1<{hexed("pipe:[7]")}>, "{hexed("done")}", 4) = 4',
    '2 +++ exited with 0 +++',
    '1 <... write resumed>) = 1',
    f'1 rename("{hexed("/p/none")}", "{hexed("/p/g")}") = -1 ENOENT (No such file or directory)',
    f'1 rename("{hexed("/q/f")}", "{hexed("/q/g")}") = 0',
]
READ = [('open', 1, 'f', True, False), ('write', 1, 0, b'ab'), ('say', b'done'),
        ('write', 1, 2, b'c')]
NOT_KNOWN = [
    f'1 mmap(NULL, 9, PROT_READ|PROT_WRITE, MAP_SHARED, {FD}, 0) = 0x7f0000000000',
    f'1 fallocate({FD}, 0, 0, 9) = 0',
    f'1 symlink("{hexed("/p/f")}", "{hexed("/p/g")}") = 0',
    f'1 rename("{hexed("/q/f")}", "{hexed("/p/f")}") = 0',
    f'2 write({FD}, "{hexed("c")}", 1) = 1',
    f'1 fsync({FD} <unfinished ...>',
]


def states(before, log):
    disk, chance = Disk(before), random.Random(1)
    for operation in log:
        disk.apply(operation)
    return [disk.lose_power(chance) for _ in range(TRIES)]


def refused(line):
    try:
        operations(LOG[:1] + [line], '/p', '/p')
    except Unknown:
        return True
    return False


def wrong():
    """How many are known, and what came out otherwise."""
    bad = []
    for what, before, log, known in STATES:
        found = states(before, log)
        bad += [f'{what}: {tree} is found' for tree in found if tree not in known][:1]
        bad += [f'{what}: {tree} is not found' for tree in known if tree not in found]
    if operations(LOG, '/p', '/p') != READ:
        bad.append(f'a log is read as {operations(LOG, "/p", "/p")}')
    bad += [f'passed over: {line}' for line in NOT_KNOWN if not refused(line)]
    return len(STATES) + 1 + len(NOT_KNOWN), bad
