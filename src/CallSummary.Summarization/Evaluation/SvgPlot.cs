using System.Globalization;
using System.Net;
using System.Text;

namespace CallSummary.Summarization.Evaluation;

/// <summary>Bars of the ratios, a group a figure and a bar a model. Plain SVG: opens everywhere, needs nothing.</summary>
internal static class SvgPlot
{
    private const int Left = 190;
    private const int Width = 360;
    private const int Bar = 14;
    private const int Gap = 12;

    private static readonly string[] Colours = ["#1f6feb", "#d29922", "#2da44e", "#8250df", "#cf222e", "#57606a"];

    private static readonly (string Name, Func<ModelScore, double> Value)[] Figures =
    [
        ("schema valid", s => s.SchemaValid),
        ("item precision", s => s.ItemPrecision),
        ("item recall", s => s.ItemRecall),
        ("schedules and numbers", s => s.HardItemRecall),
        ("number precision", s => s.NumberPrecision),
        ("evidence accuracy", s => s.EvidenceAccuracy),
        ("dates right", s => s.DateAccuracy),
    ];

    public static string Write(IReadOnlyList<ModelScore> models)
    {
        var group = (models.Count * Bar) + Gap;
        var legend = Figures.Length * group + 30;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Left + Width + 70}\" height=\"{legend + (models.Count * 18) + 10}\" font-family=\"sans-serif\" font-size=\"12\">\n");
        svg.Append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        for (var f = 0; f < Figures.Length; f++)
        {
            var top = 20 + (f * group);
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 8}\" y=\"{top + (models.Count * Bar / 2) + 4}\" text-anchor=\"end\">{Figures[f].Name}</text>\n");
            for (var m = 0; m < models.Count; m++)
            {
                var value = Figures[f].Value(models[m]);
                var y = top + (m * Bar);
                svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Left}\" y=\"{y}\" width=\"{value * Width:0.#}\" height=\"{Bar - 2}\" fill=\"{Colours[m % Colours.Length]}\"/>");
                svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left + (value * Width) + 4:0.#}\" y=\"{y + Bar - 4}\">{value * 100:0.#}</text>\n");
            }
        }

        for (var m = 0; m < models.Count; m++)
        {
            var y = legend + (m * 18);
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Left}\" y=\"{y - 10}\" width=\"12\" height=\"12\" fill=\"{Colours[m % Colours.Length]}\"/><text x=\"{Left + 18}\" y=\"{y}\">{WebUtility.HtmlEncode(models[m].Model)}</text>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }
}
