using System.Globalization;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace CallSummary.Portal.Exports;

/// <summary>Text that flows down pages of A4. Positions are points from the left and the top.</summary>
internal sealed class PdfFlow : IDisposable
{
    public const double Left = 56;
    public const double Width = 595 - (2 * Left);
    private const double Top = 56;
    private const double Bottom = 842 - 64;

    private readonly PdfDocument _document;
    private readonly string _family;
    private readonly Dictionary<(double, bool), XFont> _fonts = [];
    private XGraphics _pen;
    private double _y = Top;

    public PdfFlow(PdfDocument document, string family)
    {
        _document = document;
        _family = family;
        _pen = NewPage();
    }

    /// <summary>Leaves room, unless a page has just begun.</summary>
    public void Space(double points) => _y = _y > Top ? _y + points : _y;

    /// <summary>Goes to the next page when less than this is left.</summary>
    public void Need(double points)
    {
        if (_y + points > Bottom)
        {
            _pen.Dispose();
            _pen = NewPage();
            _y = Top;
        }
    }

    /// <summary>A paragraph, with words to the left of its first line.</summary>
    public void Paragraph(string text, double size, bool bold = false, bool soft = false, double indent = 0, params (double At, string Text)[] margin)
    {
        var font = Font(size, bold);
        var height = size * 1.5;
        Need(height);
        foreach (var (at, words) in margin)
        {
            Draw(Fit(words, indent - at - 6, size), Font(size, false), true, at);
        }

        foreach (var line in Lines(text, font, Width - indent))
        {
            Need(height);
            Draw(line, font, soft, indent);
            _y += height;
        }
    }

    /// <summary>Writes the number on each page; nothing can follow.</summary>
    public void Number()
    {
        _pen.Dispose();
        for (var i = 0; i < _document.PageCount; i++)
        {
            _pen = XGraphics.FromPdfPage(_document.Pages[i]);
            _pen.DrawString(string.Create(CultureInfo.InvariantCulture, $"{i + 1} / {_document.PageCount}"), Font(8, false), XBrushes.DimGray, new XPoint(Left + Width, 842 - 36), XStringFormats.BaseLineRight);
            _pen.Dispose();
        }
    }

    public void Dispose() => _pen.Dispose();

    private XGraphics NewPage()
    {
        var page = _document.AddPage();
        page.Size = PdfSharp.PageSize.A4;
        return XGraphics.FromPdfPage(page);
    }

    private XFont Font(double size, bool bold) =>
        _fonts.TryGetValue((size, bold), out var font) ? font : _fonts[(size, bold)] = new XFont(_family, size, bold ? XFontStyleEx.Bold : XFontStyleEx.Regular);

    private void Draw(string text, XFont font, bool soft, double indent) =>
        _pen.DrawString(text, font, soft ? XBrushes.DimGray : XBrushes.Black, new XPoint(Left + indent, _y + font.Size * 1.1), XStringFormats.BaseLineLeft);

    private double WidthOf(string text, XFont font) => _pen.MeasureString(text, font).Width;

    private string Fit(string text, double width, double size)
    {
        var font = Font(size, false);
        return WidthOf(text, font) <= width ? text : Head(text, font, width - size) + "…";
    }

    // Between words, as Korean and English both like it; a word that is wider than the line, between its characters.
    private IEnumerable<string> Lines(string text, XFont font, double width)
    {
        var line = string.Empty;
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (WidthOf(longer, font) <= width)
            {
                line = longer;
                continue;
            }

            if (line.Length > 0)
            {
                yield return line;
            }

            line = word;
            while (WidthOf(line, font) > width)
            {
                var head = Head(line, font, width);
                yield return head;
                line = line[head.Length..];
            }
        }

        yield return line;
    }

    // As many whole characters as fit; one at least.
    private string Head(string text, XFont font, double width)
    {
        var elements = StringInfo.ParseCombiningCharacters(text);
        var (fits, over) = (1, elements.Length);
        while (fits < over)
        {
            var middle = (fits + over + 1) / 2;
            if (WidthOf(text[..End(middle)], font) <= width)
            {
                fits = middle;
            }
            else
            {
                over = middle - 1;
            }
        }

        return text[..End(fits)];

        int End(int count) => count < elements.Length ? elements[count] : text.Length;
    }
}
