namespace CallSummary.Transcription.Evaluation.Corpora;

/// <summary>FLEURS: <c>test.tsv</c> without a header (id, file, raw text, …), WAV files below <c>test/</c>. The language is the folder's name, <c>ko_kr</c>.</summary>
internal static class FleursLayout
{
    private static readonly string[] Splits = ["test", "dev", "train"];

    public static IReadOnlyList<AsrSample>? Read(string folder)
    {
        foreach (var split in Splits)
        {
            var list = Path.Combine(folder, $"{split}.tsv");
            if (!File.Exists(list))
            {
                continue;
            }

            var sounds = new[] { Path.Combine(folder, split), Path.Combine(folder, "audio", split), folder }.First(Directory.Exists);
            var name = Path.GetFileName(Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar));
            var language = name.Length > 3 && name[2] == '_' ? name[..2] : "";
            return [.. File.ReadLines(list).Select(line => line.Split('\t')).Where(row => row.Length >= 3 && row[1].EndsWith(".wav", StringComparison.Ordinal))
                .Select(row => new AsrSample(row[1], Path.Combine(sounds, row[1]), language, row[2], []))];
        }

        return null;
    }
}
