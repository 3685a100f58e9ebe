namespace CallSummary.Transcription.Evaluation.Corpora;

/// <summary>LibriSpeech and Zeroth-Korean: <c>*.trans.txt</c> beside the sound, lines <c>ID text</c>.</summary>
internal static class TranscriptFileLayout
{
    public static IReadOnlyList<AsrSample>? Read(string folder)
    {
        var lists = Directory.GetFiles(folder, "*.trans.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        return lists.Length == 0 ? null : [.. lists.SelectMany(list => ReadList(folder, list))];
    }

    private static IEnumerable<AsrSample> ReadList(string folder, string list) =>
        from line in File.ReadLines(list)
        let cut = line.IndexOf(' ')
        where cut > 0
        let text = line[cut..].Trim()
        let path = CorpusSound.Find(Path.Combine(Path.GetDirectoryName(list)!, line[..cut] + ".flac"))
        select new AsrSample(Path.GetRelativePath(folder, path), path, Korean(text) ? "ko" : "en", text, []);

    private static bool Korean(string text) => text.Any(c => c is >= '\uAC00' and <= '\uD7A3');
}
