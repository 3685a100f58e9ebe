namespace CallSummary.Transcription.Evaluation.Corpora;

/// <summary>Finds what a folder holds: our manifest, or a public corpus as it is downloaded.</summary>
internal static class AsrCorpus
{
    private static readonly Func<string, IReadOnlyList<AsrSample>?>[] Layouts =
        [ManifestLayout.Read, KsponSpeechLayout.Read, TranscriptFileLayout.Read, CommonVoiceLayout.Read, FleursLayout.Read];

    /// <summary>Reads the list of recordings, in a stable order.</summary>
    /// <exception cref="InvalidDataException">The folder holds none of the layouts, or one that is damaged; the message names file, line and fix.</exception>
    public static IReadOnlyList<AsrSample> Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new InvalidDataException($"The folder '{folder}' does not exist.");
        }

        var samples = Layouts.Select(read => read(folder)).FirstOrDefault(found => found is not null) ?? throw new InvalidDataException(
            $"'{folder}' holds no corpus: put a manifest.tsv there (header 'file<TAB>language<TAB>text'), or point to KsponSpeech (*.trn), Zeroth or LibriSpeech (*.trans.txt), Common Voice (*.tsv with clips/) or FLEURS (*.tsv) as downloaded.");
        return samples.Count > 0 ? samples : throw new InvalidDataException($"The corpus in '{folder}' lists no recordings.");
    }
}
