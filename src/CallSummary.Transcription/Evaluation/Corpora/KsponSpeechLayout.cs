using System.Text.RegularExpressions;

namespace CallSummary.Transcription.Evaluation.Corpora;

/// <summary>
/// KsponSpeech (AI-Hub): <c>*.trn</c> lines <c>path :: text</c>, headerless 16 kHz PCM. Where both are written, <c>(spelling)/(as pronounced)</c>,
/// the spelling counts; <c>b/ l/ o/ n/ u/</c> mark noises, <c>+</c> and <c>*</c> disfluencies.
/// </summary>
internal static partial class KsponSpeechLayout
{
    public static IReadOnlyList<AsrSample>? Read(string folder)
    {
        var lists = Directory.GetFiles(folder, "*.trn", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        return lists.Length == 0 ? null : [.. lists.SelectMany(list => ReadList(folder, list))];
    }

    internal static string Plain(string text)
    {
        text = Pair().Replace(text, "$1");
        text = Noise().Replace(text, " ");
        return Blanks().Replace(text.Replace("+", "", StringComparison.Ordinal).Replace("*", "", StringComparison.Ordinal).Replace("/", "", StringComparison.Ordinal), " ").Trim();
    }

    private static IEnumerable<AsrSample> ReadList(string folder, string list) =>
        from line in File.ReadLines(list)
        let cut = line.IndexOf("::", StringComparison.Ordinal)
        where cut > 0
        let file = line[..cut].Trim()
        select new AsrSample(file, Locate(folder, file), "ko", Plain(line[(cut + 2)..]), []);

    private static string Locate(string folder, string file)
    {
        // The lists name the folder of the archive, which may have been unpacked as DIR itself.
        var direct = Path.Combine(folder, file);
        var inner = Path.Combine(folder, file[(file.IndexOf('/') + 1)..]);
        return CorpusSound.Find(File.Exists(direct) || !File.Exists(inner) ? direct : inner);
    }

    [GeneratedRegex(@"\(([^()]*)\)\s*/\s*\(([^()]*)\)")]
    private static partial Regex Pair();

    [GeneratedRegex(@"(?<![A-Za-z])[blonu]/")]
    private static partial Regex Noise();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
