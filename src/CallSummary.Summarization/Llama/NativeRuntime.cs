using System.Runtime.InteropServices;
using LLama.Native;
using Microsoft.Extensions.Logging;

namespace CallSummary.Summarization.Llama;

/// <summary>Makes the native library ready, once a process: what it needs is there, and what it prints goes to our log.</summary>
internal static class NativeRuntime
{
    private static readonly Lock Gate = new();

    /// <exception cref="InvalidOperationException">A system library is missing; the message names the package.</exception>
    public static void Prepare(ILogger logger)
    {
        RequireOpenMp(NativeLibrary.TryLoad);
        lock (Gate)
        {
            if (!NativeLibraryConfig.LLama.LibraryHasLoaded)
            {
                NativeLibraryConfig.LLama.WithLogCallback((_, _) => { });
            }

            NativeLogConfig.llama_log_set((level, text) =>
            {
                if (level is LLamaLogLevel.Error)
                {
                    logger.NativeError(text.Trim());
                }
            });
        }
    }

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
