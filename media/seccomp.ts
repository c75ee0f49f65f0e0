// Classic BPF, as seccomp(2) takes it: an instruction is code, jump if true, jump if false, and a 32-bit operand.
const load = 0x20
const equals = 0x15
const atLeast = 0x35
const hasBits = 0x45
const answer = 0x06

const allow = 0x7fff0000
const kill = 0x80000000
const refuse = (errno: number) => 0x00050000 | errno
const notPermitted = refuse(1)
const noSuchCall = refuse(38)

// Offsets into struct seccomp_data: the call's number, the architecture, the low half of the first argument.
const callNumber = 0
const architecture = 4
const firstArgument = 16
const cloneThread = 0x00010000
const x32Calls = 0x40000000

export const architectures = ['x64', 'arm64'] as const
export type Architecture = (typeof architectures)[number]

type Calls = { audit: number; clone: number; clone3: number; refused: Record<string, number> }

/** Numbers of the kernel's system calls: arch/x86/entry/syscalls/syscall_64.tbl and asm-generic/unistd.h. */
const calls: Record<Architecture, Calls> = {
  x64: {
    audit: 0xc000003e,
    clone: 56,
    clone3: 435,
    refused: {
      fork: 57,
      vfork: 58,
      ptrace: 101,
      personality: 135,
      mount: 165,
      umount2: 166,
      init_module: 175,
      delete_module: 176,
      kexec_load: 246,
      add_key: 248,
      request_key: 249,
      keyctl: 250,
      unshare: 272,
      perf_event_open: 298,
      open_by_handle_at: 304,
      setns: 308,
      process_vm_readv: 310,
      process_vm_writev: 311,
      finit_module: 313,
      bpf: 321,
      userfaultfd: 323,
      io_uring_setup: 425,
    },
  },
  arm64: {
    audit: 0xc00000b7,
    clone: 220,
    clone3: 435,
    refused: {
      umount2: 39,
      mount: 40,
      personality: 92,
      unshare: 97,
      kexec_load: 104,
      init_module: 105,
      delete_module: 106,
      ptrace: 117,
      add_key: 217,
      request_key: 218,
      keyctl: 219,
      perf_event_open: 241,
      open_by_handle_at: 265,
      setns: 268,
      process_vm_readv: 270,
      process_vm_writev: 271,
      finit_module: 273,
      bpf: 280,
      userfaultfd: 282,
      io_uring_setup: 425,
    },
  },
}

/**
 * The filter a tool runs under: it may start threads but no process, and none of the calls that only somebody who
 * wants out of a sandbox makes. The tool itself needs none of them, so nothing of it is lost.
 */
export function seccompProgram(of: Architecture): Uint8Array {
  const { audit, clone, clone3, refused } = calls[of]
  const when = (number: number, then: number) => [
    [equals, 0, 1, number],
    [answer, 0, 0, then],
  ]
  const program = [
    [load, 0, 0, architecture],
    [equals, 1, 0, audit],
    [answer, 0, 0, kill],
    [load, 0, 0, callNumber],
    ...(of === 'x64'
      ? [
          [atLeast, 0, 1, x32Calls],
          [answer, 0, 0, notPermitted],
        ]
      : []),
    // Its flags lie behind a pointer that no filter can follow; libc then falls back to clone.
    ...when(clone3, noSuchCall),
    ...Object.values(refused).flatMap((number) => when(number, notPermitted)),
    [equals, 0, 3, clone],
    [load, 0, 0, firstArgument],
    [hasBits, 1, 0, cloneThread],
    [answer, 0, 0, notPermitted],
    [answer, 0, 0, allow],
  ]
  const bytes = new DataView(new ArrayBuffer(program.length * 8))
  for (const [at, [code = 0, ifTrue = 0, ifFalse = 0, operand = 0]] of program.entries()) {
    bytes.setUint16(at * 8, code, true)
    bytes.setUint8(at * 8 + 2, ifTrue)
    bytes.setUint8(at * 8 + 3, ifFalse)
    bytes.setUint32(at * 8 + 4, operand >>> 0, true)
  }
  return new Uint8Array(bytes.buffer)
}
