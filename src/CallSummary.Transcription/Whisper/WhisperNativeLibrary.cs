using Whisper.net;

namespace CallSummary.Transcription.Whisper;

/// <summary>whisper.cpp's shared library, loaded and named before anything needs it.</summary>
internal static class WhisperNativeLibrary
{
    /// <summary>Loads the library.</summary>
    /// <returns>The processor features that it uses, as it names them.</returns>
    /// <exception cref="TranscriptionException">It does not load; the message names the package to install.</exception>
    public static string Load()
    {
        try
        {
            return WhisperFactory.GetRuntimeInfo()?.Trim() ?? "";
        }
        catch (Exception e)
        {
            // Whisper.net throws plain Exception here.
            throw new TranscriptionException(Explain(e), e);
        }
    }

    internal static string Explain(Exception error)
    {
        var fix = error switch
        {
            _ when error.Message.Contains("libgomp", StringComparison.Ordinal) => "Install libgomp1 (apt-get install libgomp1).",
            _ when error.Message.Contains("libstdc++", StringComparison.Ordinal) => "Install libstdc++6 (apt-get install libstdc++6).",
            PlatformNotSupportedException => "This processor has no AVX2; use Engine OpenAICompatible, or a machine that has it.",
            FileNotFoundException => "Its files are missing beside the program (runtimes/): publish again with the Whisper.net.Runtime package.",
            _ => "On Debian or Ubuntu it needs glibc, libgomp1 and libstdc++6 (apt-get install libgomp1 libstdc++6).",
        };
        return $"The native library of Whisper (whisper.cpp) does not load: {error.Message.TrimEnd('.')}. {fix}";
    }
}
