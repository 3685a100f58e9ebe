namespace CallSummary.Transcription.Evaluation.Corpora;

/// <summary>The sound file of a corpus entry, which may have been converted beside the original.</summary>
internal static class CorpusSound
{
    /// <summary>The entry's path, or the WAV file of the same name beside it where the original is compressed.</summary>
    public static string Find(string path)
    {
        var wav = Path.ChangeExtension(path, ".wav");
        return IsReadable(path) || !File.Exists(wav) ? path : wav;
    }

    public static bool IsReadable(string path) =>
        path.EndsWith(".wav", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".pcm", StringComparison.OrdinalIgnoreCase);
}
