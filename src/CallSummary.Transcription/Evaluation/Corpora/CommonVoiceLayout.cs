namespace CallSummary.Transcription.Evaluation.Corpora;

/// <summary>Common Voice: <c>test.tsv</c> (or another list with the columns <c>path</c> and <c>sentence</c>) and <c>clips/</c>.</summary>
internal static class CommonVoiceLayout
{
    private static readonly string[] Lists = ["test.tsv", "dev.tsv", "validated.tsv", "train.tsv"];

    public static IReadOnlyList<AsrSample>? Read(string folder)
    {
        if (!Directory.Exists(Path.Combine(folder, "clips")))
        {
            return null;
        }

        var list = Lists.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        if (list is null)
        {
            return null;
        }

        var rows = File.ReadLines(list).Select(line => line.Split('\t')).ToArray();
        var columns = rows.Length > 0 ? rows[0] : [];
        var (path, sentence, locale) = (Array.IndexOf(columns, "path"), Array.IndexOf(columns, "sentence"), Array.IndexOf(columns, "locale"));
        if (path < 0 || sentence < 0)
        {
            throw new InvalidDataException($"'{list}' has no columns 'path' and 'sentence' in its first line.");
        }

        return [.. rows.Skip(1).Where(row => row.Length > Math.Max(path, sentence)).Select(row => new AsrSample(
            row[path],
            CorpusSound.Find(Path.Combine(folder, "clips", row[path])),
            locale >= 0 && locale < row.Length && row[locale].Length >= 2 ? row[locale][..2] : "",
            row[sentence],
            []))];
    }
}
