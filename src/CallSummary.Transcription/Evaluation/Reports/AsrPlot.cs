using System.Globalization;
using System.Security;
using System.Text;

namespace CallSummary.Transcription.Evaluation.Reports;

/// <summary>A bar for each condition and language: character errors for Korean, word errors for others, as the field reports them.</summary>
internal static class AsrPlot
{
    private const int Left = 170;
    private const int Width = 420;
    private const int Bar = 16;
    private static readonly string[] Colours = ["#2a6f97", "#c8553d", "#588157", "#9c6644", "#6d597a"];

    public static string Draw(AsrReport report)
    {
        var bars = report.ByConditionAndLanguage
            .SelectMany(c => c.Value.Select(l => (Condition: c.Key, Language: l.Key, Rate: (l.Key == "ko" ? l.Value.Cer : l.Value.Wer) ?? 0)))
            .ToArray();
        var languages = bars.Select(b => b.Language).Distinct().ToArray();
        var top = Math.Max(0.01, bars.Select(b => b.Rate).DefaultIfEmpty(0).Max());
        var height = (bars.Length * (Bar + 4)) + 60;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Left + Width + 90}\" height=\"{height}\" font-family=\"sans-serif\" font-size=\"12\">\n");
        svg.Append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n<text x=\"10\" y=\"20\" font-size=\"14\">Error rate by condition (characters for ko, words for others)</text>\n");
        for (var i = 0; i < bars.Length; i++)
        {
            var (condition, language, rate) = bars[i];
            var y = 36 + (i * (Bar + 4));
            var length = rate / top * Width;
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 8}\" y=\"{y + 12}\" text-anchor=\"end\">{SecurityElement.Escape(condition)} {SecurityElement.Escape(language)}</text>");
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Left}\" y=\"{y}\" width=\"{length:0.#}\" height=\"{Bar}\" fill=\"{Colours[Array.IndexOf(languages, language) % Colours.Length]}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left + length + 6:0.#}\" y=\"{y + 12}\">{100 * rate:0.0} %</text>\n");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" y1=\"32\" x2=\"{Left}\" y2=\"{height - 20}\" stroke=\"#888\"/>\n</svg>\n");
        return svg.ToString();
    }
}
