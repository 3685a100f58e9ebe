using System.Runtime.InteropServices;
using LLama.Native;
using Microsoft.Extensions.Logging;

namespace CallSummary.Summarization.Llama;

/// <summary>Makes the native library ready, once a process: what it needs is there, and what it prints goes to our log.</summary>
internal static class NativeRuntime
{
    private const int LongestReason = 300;

    private static readonly Lock Gate = new();
    private static string _firstError = string.Empty;

    /// <exception cref="InvalidOperationException">A system library is missing; the message names the package.</exception>
    public static void Prepare(ILogger logger)
    {
        RequireOpenMp(NativeLibrary.TryLoad);
        lock (Gate)
        {
            _firstError = string.Empty;
            if (!NativeLibraryConfig.LLama.LibraryHasLoaded)
            {
                NativeLibraryConfig.LLama.WithLogCallback((_, _) => { });
            }

            NativeLogConfig.llama_log_set((level, text) =>
            {
                if (level is LLamaLogLevel.Error)
                {
                    logger.NativeError(text.Trim());
                    Interlocked.CompareExchange(ref _firstError, text, string.Empty);
                }
            });
        }
    }

    /// <summary>The first error that native code told of since <see cref="Prepare"/>, made fit to print; empty when it told of none.</summary>
    public static string FirstError => new([.. _firstError.Trim().Take(LongestReason).Select(c => char.IsControl(c) ? ' ' : c)]);

    internal delegate bool LibraryLoader(string name, out nint handle);

    internal static void RequireOpenMp(LibraryLoader load)
    {
        if (OperatingSystem.IsLinux() && !load("libgomp.so.1", out _))
        {
            throw new InvalidOperationException(
                "The language model needs libgomp1, which this system lacks. Install it (Debian, Ubuntu: apt-get install -y libgomp1), or set CallSummary:Summarization:Engine to OpenAICompatible or None.");
        }
    }
}
