using Whisper.net;
using Whisper.net.LibraryLoader;

namespace CallSummary.Transcription.Whisper;

/// <summary>whisper.cpp's shared library, loaded and named before anything needs it.</summary>
internal static class WhisperNativeLibrary
{
    /// <summary>Loads the library: one for the process, the first that is asked for.</summary>
    /// <param name="runtime">The build.</param>
    /// <returns>The processor features that it uses, as it names them.</returns>
    /// <exception cref="TranscriptionException">It does not load; the message names the package to install.</exception>
    public static string Load(WhisperRuntime runtime)
    {
        try
        {
            // Only the build that was asked for: a service sized for a GPU must not start on the processor unseen.
            RuntimeOptions.RuntimeLibraryOrder = runtime switch
            {
                WhisperRuntime.Cuda => [RuntimeLibrary.Cuda, RuntimeLibrary.Cuda12],
                WhisperRuntime.Vulkan => [RuntimeLibrary.Vulkan],
                WhisperRuntime.OpenVino => [RuntimeLibrary.OpenVino],
                _ => [RuntimeLibrary.Cpu],
            };
            return WhisperFactory.GetRuntimeInfo()?.Trim() ?? "";
        }
        catch (Exception e)
        {
            // Whisper.net throws plain Exception here.
            throw new TranscriptionException(Explain(e, runtime), e);
        }
    }

    internal static string Explain(Exception error, WhisperRuntime runtime = WhisperRuntime.Cpu)
    {
        var fix = error switch
        {
            _ when runtime != WhisperRuntime.Cpu =>
                $"{TranscriptionOptions.Section}:Runtime is {runtime}: add the package Whisper.net.Runtime.{runtime} to the host, publish it again and install the device's driver; or set Runtime to Cpu.",
            _ when error.Message.Contains("libgomp", StringComparison.Ordinal) => "Install libgomp1 (apt-get install libgomp1).",
            _ when error.Message.Contains("libstdc++", StringComparison.Ordinal) => "Install libstdc++6 (apt-get install libstdc++6).",
            PlatformNotSupportedException => "This processor has no AVX2; use Engine OpenAICompatible, or a machine that has it.",
            FileNotFoundException => "Its files are missing beside the program (runtimes/): publish again with the Whisper.net.Runtime package.",
            _ => "On Debian or Ubuntu it needs glibc, libgomp1 and libstdc++6 (apt-get install libgomp1 libstdc++6).",
        };
        return $"The native library of Whisper (whisper.cpp) does not load: {error.Message.TrimEnd('.')}. {fix}";
    }
}
