namespace CallSummary.Transcription.Evaluation.Corpora;

/// <summary>Our own layout: <c>manifest.tsv</c> with the header <c>file language text</c>, and optionally <c>entities</c> parted by semicolons.</summary>
internal static class ManifestLayout
{
    public const string FileName = "manifest.tsv";

    public static IReadOnlyList<AsrSample>? Read(string folder)
    {
        var manifest = Path.Combine(folder, FileName);
        if (!File.Exists(manifest))
        {
            return null;
        }

        var samples = new List<AsrSample>();
        var (columns, line) = ((string[]?)null, 0);
        foreach (var row in File.ReadLines(manifest))
        {
            line++;
            var cells = row.TrimStart('\uFEFF').TrimEnd('\r').Split('\t');
            if (columns is null)
            {
                columns = [.. cells.Select(c => c.Trim().ToLowerInvariant())];
                Require(columns);
                continue;
            }

            if (row.Trim().Length > 0)
            {
                samples.Add(Sample(folder, columns, cells, line));
            }
        }

        return columns is null ? throw new InvalidDataException($"'{manifest}' is empty: its first line must be 'file<TAB>language<TAB>text'.") : samples;

        void Require(string[] header)
        {
            if (!header.Contains("file") || !header.Contains("language") || !header.Contains("text"))
            {
                throw new InvalidDataException($"'{manifest}' has no header 'file<TAB>language<TAB>text' in its first line.");
            }
        }
    }

    private static AsrSample Sample(string folder, string[] columns, string[] cells, int line)
    {
        var file = Cell("file");
        if (file.Length == 0 || Path.IsPathRooted(file) || file.Split('/', '\\').Contains(".."))
        {
            throw new InvalidDataException($"{FileName} line {line}: 'file' must be a path below the folder, not '{file}'.");
        }

        var path = CorpusSound.Find(Path.Combine(folder, file));
        return File.Exists(path)
            ? new AsrSample(file, path, Cell("language").ToLowerInvariant(), Cell("text"), [.. Cell("entities").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)])
            : throw new InvalidDataException($"{FileName} line {line}: '{file}' does not exist.");

        string Cell(string name) => Array.IndexOf(columns, name) is var i and >= 0 && i < cells.Length ? cells[i].Trim() : "";
    }
}
