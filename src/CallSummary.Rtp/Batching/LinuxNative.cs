using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace CallSummary.Rtp.Batching;

/// <summary>The system calls of Linux that .NET does not offer. All arguments are blittable; 64-bit only.</summary>
internal static unsafe partial class LinuxNative
{
    public const int DontWait = 0x40;
    public const int Truncated = 0x20;
    public const int Interrupted = 4;
    public const int EpollIn = 1;
    public const int EpollAdd = 1;
    public const int EpollDelete = 2;
    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;

    // sched_setattr.
    private static readonly nint SetSchedulingAttributes = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 314 : 274;

    /// <summary>Bytes of a <c>struct epoll_event</c>, which is packed on x86 only, and where its data lies.</summary>
    public static readonly int EventLength = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    public static readonly int EventDataOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;

    /// <summary>Whether this process can use them.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux() && Environment.Is64BitProcess && BitConverter.IsLittleEndian;

    /// <summary>
    /// This thread goes before those that can wait: behind a writer of recordings every call would be late. It asks for short turns, which
    /// Linux 6.12 and later grant at once, and for more of them where it may (CAP_SYS_NICE).
    /// </summary>
    public static void GoFirst()
    {
        var attributes = new SchedulingAttributes { Size = (uint)sizeof(SchedulingAttributes), Nice = -10, SliceNanoseconds = 100_000 };
        if (SystemCall(SetSchedulingAttributes, 0, &attributes, 0) < 0)
        {
            attributes.Nice = 0;
            _ = SystemCall(SetSchedulingAttributes, 0, &attributes, 0);
        }
    }

    public static int CreateEpoll() => Check(EpollCreate(CloseOnExec));

    public static int CreateEvent() => Check(EventFd(0, CloseOnExec | NonBlocking));

    [LibraryImport("libc", EntryPoint = "recvmmsg", SetLastError = true)]
    public static partial int ReceiveMessages(int socket, MessageHeader* messages, uint count, int flags, void* timeout);

    [LibraryImport("libc", EntryPoint = "sendmmsg", SetLastError = true)]
    public static partial int SendMessages(int socket, MessageHeader* messages, uint count, int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int EpollControl(int epoll, int operation, int descriptor, byte* epollEvent);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    public static partial int EpollWait(int epoll, byte* events, int count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "nanosleep", SetLastError = true)]
    public static partial int Sleep(TimeSpec* time, TimeSpec* left);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, void* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, void* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    // The C library of many systems has no function for it. For a thread id of 0 Linux takes the calling thread.
    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint thread, SchedulingAttributes* attributes, nint flags);

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    private static partial int EventFd(uint value, int flags);

    private static int Check(int result) =>
        result >= 0 ? result : throw new IOException($"The system refused a descriptor for the media engine: {Marshal.GetLastPInvokeErrorMessage()}. Raise the limit of open files.");

    /// <summary><c>struct mmsghdr</c>.</summary>
    public struct MessageHeader
    {
        public void* Name;
        public uint NameLength;
        public IoVector* Vectors;
        public nuint VectorCount;
        public void* Control;
        public nuint ControlLength;

        /// <summary>An int and the padding after it.</summary>
        public ulong Flags;
        public uint Length;
    }

    /// <summary><c>struct iovec</c>.</summary>
    public struct IoVector
    {
        public void* Base;
        public nuint Length;
    }

    /// <summary><c>struct sched_attr</c> in its first version.</summary>
    public struct SchedulingAttributes
    {
        public uint Size;
        public uint Policy;
        public ulong Flags;
        public int Nice;
        public uint Priority;
        public ulong SliceNanoseconds;
        public ulong Deadline;
        public ulong Period;
    }

    /// <summary><c>struct timespec</c>.</summary>
    public struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
