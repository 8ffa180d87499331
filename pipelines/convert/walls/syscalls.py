"""Numbers of the system calls that a converter's child has no use for, for x86-64 and aarch64.

From Linux' ``arch/x86/entry/syscalls/syscall_64.tbl`` and ``include/uapi/asm-generic/unistd.h``; those from 424 on are
the same everywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass

# Newer calls than these were not known when this was written: the kernel is said not to have them.
LAST_KNOWN = 471


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


NETWORK = _names("socket socketpair connect bind listen accept accept4 io_uring_setup io_uring_enter io_uring_register")
# Other processes' memory and descriptors, what processes share without files, and the kernel itself.
PROCESSES = _names(
    "ptrace process_vm_readv process_vm_writev process_madvise process_mrelease pidfd_open pidfd_getfd kcmp"
    " move_pages migrate_pages setpriority sched_setparam sched_setscheduler sched_setattr sched_setaffinity"
    " ioprio_set setpgid setsid shmget shmat shmctl semget semop semctl semtimedop msgget msgsnd msgrcv msgctl"
    " mq_open mq_unlink add_key request_key keyctl unshare setns mount umount2 pivot_root chroot open_tree"
    " move_mount fsopen fsconfig fsmount fspick mount_setattr open_tree_attr open_by_handle_at name_to_handle_at"
    " bpf perf_event_open userfaultfd kexec_load kexec_file_load init_module finit_module delete_module swapon"
    " swapoff reboot sethostname setdomainname acct quotactl quotactl_fd settimeofday clock_settime clock_adjtime"
    " adjtimex syslog personality fanotify_init inotify_init1 inotify_init lookup_dcookie vhangup"
    " memfd_create memfd_secret execveat modify_ldt iopl ioperm uselib create_module"
)
# What is written without opening anything: names, owners, modes and times of files.
FILES = _names(
    "truncate rename renameat renameat2 mkdir mkdirat rmdir creat link linkat unlink unlinkat symlink symlinkat"
    " chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat mknod mknodat utime utimes futimesat utimensat"
    " setxattr lsetxattr fsetxattr removexattr lremovexattr fremovexattr setxattrat removexattrat file_setattr"
)
# Signals to whoever is not oneself; where Landlock keeps them within its walls they need not be looked at.
SIGNALS = _names("kill tkill tgkill rt_sigqueueinfo rt_tgsigqueueinfo")
SIGNALS_BY_DESCRIPTOR = frozenset({"pidfd_send_signal"})
PROGRAMS = _names("execve fork vfork")

_EVERYWHERE = (
    "pidfd_send_signal=424 io_uring_setup=425 io_uring_enter=426 io_uring_register=427 open_tree=428"
    " move_mount=429 fsopen=430 fsconfig=431 fsmount=432 fspick=433 pidfd_open=434 clone3=435 pidfd_getfd=438"
    " process_madvise=440 mount_setattr=442 quotactl_fd=443 memfd_secret=447 process_mrelease=448 fchmodat2=452"
    " setxattrat=463 removexattrat=466 open_tree_attr=467 file_setattr=469"
)
_X86_64 = (
    "shmget=29 shmat=30 shmctl=31 socket=41 connect=42 accept=43 bind=49 listen=50 socketpair=53 clone=56 fork=57"
    " vfork=58 execve=59 kill=62 semget=64 semop=65 semctl=66 msgget=68 msgsnd=69 msgrcv=70 msgctl=71 truncate=76"
    " rename=82 mkdir=83 rmdir=84 creat=85 link=86 unlink=87 symlink=88 chmod=90 fchmod=91 chown=92 fchown=93"
    " lchown=94 ptrace=101 syslog=103 setpgid=109 setsid=112 rt_sigqueueinfo=129 utime=132 mknod=133 uselib=134"
    " personality=135 setpriority=141 sched_setparam=142 sched_setscheduler=144 vhangup=153 modify_ldt=154"
    " pivot_root=155 adjtimex=159 chroot=161 acct=163 settimeofday=164 mount=165 umount2=166 swapon=167"
    " swapoff=168 reboot=169 sethostname=170 setdomainname=171 iopl=172 ioperm=173 create_module=174"
    " init_module=175 delete_module=176 quotactl=179 setxattr=188 lsetxattr=189 fsetxattr=190 removexattr=197"
    " lremovexattr=198 fremovexattr=199 tkill=200 sched_setaffinity=203 lookup_dcookie=212 semtimedop=220"
    " clock_settime=227 tgkill=234 utimes=235 mq_open=240 mq_unlink=241 kexec_load=246 add_key=248 request_key=249"
    " keyctl=250 ioprio_set=251 inotify_init=253 migrate_pages=256 mkdirat=258 mknodat=259 fchownat=260"
    " futimesat=261 unlinkat=263 renameat=264 linkat=265 symlinkat=266 fchmodat=268 unshare=272 move_pages=279"
    " utimensat=280 accept4=288 inotify_init1=294 rt_tgsigqueueinfo=297 perf_event_open=298 fanotify_init=300"
    " prlimit64=302 name_to_handle_at=303 open_by_handle_at=304 clock_adjtime=305 setns=308 process_vm_readv=310"
    " process_vm_writev=311 kcmp=312 finit_module=313 sched_setattr=314 renameat2=316 memfd_create=319"
    " kexec_file_load=320 bpf=321 execveat=322 userfaultfd=323"
)
_AARCH64 = (
    "setxattr=5 lsetxattr=6 fsetxattr=7 removexattr=14 lremovexattr=15 fremovexattr=16 lookup_dcookie=18"
    " inotify_init1=26 ioprio_set=30 mknodat=33 mkdirat=34 unlinkat=35 symlinkat=36 linkat=37 renameat=38"
    " umount2=39 mount=40 pivot_root=41 truncate=45 chroot=51 fchmod=52 fchmodat=53 fchownat=54 fchown=55"
    " vhangup=58 quotactl=60 utimensat=88 acct=89 personality=92 unshare=97 kexec_load=104 init_module=105"
    " delete_module=106 clock_settime=112 syslog=116 ptrace=117 sched_setparam=118 sched_setscheduler=119"
    " sched_setaffinity=122 kill=129 tkill=130 tgkill=131 rt_sigqueueinfo=138 setpriority=140 reboot=142"
    " setpgid=154 setsid=157 sethostname=161 setdomainname=162 settimeofday=170 adjtimex=171 mq_open=180"
    " mq_unlink=181 msgget=186 msgctl=187 msgrcv=188 msgsnd=189 semget=190 semctl=191 semtimedop=192 semop=193"
    " shmget=194 shmctl=195 shmat=196 socket=198 socketpair=199 bind=200 listen=201 accept=202 connect=203"
    " add_key=217 request_key=218 keyctl=219 clone=220 execve=221 swapon=224 swapoff=225 migrate_pages=238"
    " move_pages=239 rt_tgsigqueueinfo=240 perf_event_open=241 accept4=242 prlimit64=261 fanotify_init=262"
    " name_to_handle_at=264 open_by_handle_at=265 clock_adjtime=266 setns=268 process_vm_readv=270"
    " process_vm_writev=271 kcmp=272 finit_module=273 sched_setattr=274 renameat2=276 memfd_create=279 bpf=280"
    " execveat=281 userfaultfd=282 kexec_file_load=294"
)


@dataclass(frozen=True, slots=True, eq=False)
class Machine:
    """How system calls are numbered on a kind of processor; ``audit`` is its ``AUDIT_ARCH``."""

    audit: int
    numbers: Mapping[str, int]

    def of(self, *groups: frozenset[str]) -> list[int]:
        """The numbers of these calls, as far as this kind of processor has them."""
        return sorted(self.numbers[name] for group in groups for name in group if name in self.numbers)


def machine(kind: str) -> Machine | None:
    """By what ``platform.machine()`` says; None where the numbers are not known here."""
    match kind:
        case "x86_64":
            return Machine(0xC000003E, _read(_X86_64))
        case "aarch64":
            return Machine(0xC00000B7, _read(_AARCH64))
        case _:
            return None


def _read(table: str) -> dict[str, int]:
    pairs = (one.split("=") for one in f"{_EVERYWHERE} {table}".split())
    return {name: int(number) for name, number in pairs}
