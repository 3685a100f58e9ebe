using Microsoft.Extensions.Options;
using PdfSharp.Fonts;

namespace CallSummary.Portal.Exports;

/// <summary>The font of PDFs: a file of this system, whose glyphs are embedded as far as they are used.</summary>
internal sealed class PdfFont(IOptions<PortalOptions> options)
{
    // With Korean glyphs, and TrueType outlines: PDFsharp embeds no others.
    private static readonly string[] Known =
    [
        "/usr/share/fonts/truetype/nanum/NanumGothic.ttf",
        "/usr/share/fonts/nanum/NanumGothic.ttf",
        "/usr/share/fonts/naver-nanum/NanumGothic.ttf",
        "/Library/Fonts/NanumGothic.ttf",
        @"C:\Windows\Fonts\malgun.ttf",
    ];

    static PdfFont() => GlobalFontSettings.FontResolver = new FontFiles();

    /// <summary>The file, or null when there is none: then calls can be printed only.</summary>
    public string? File { get; } = options.Value.PdfFont ?? Array.Find(Known, System.IO.File.Exists);

    /// <summary>Why a file cannot be the font, or null.</summary>
    public static string? ProblemOf(string path)
    {
        try
        {
            Span<byte> head = stackalloc byte[4];
            using var file = System.IO.File.OpenRead(path);
            file.ReadExactly(head);
            return head is [0, 1, 0, 0] ? null : "it is no TrueType font (.ttf).";
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return problem.Message;
        }
    }

    // A font's family is the path of its file: several hosts in one process may use several.
    private sealed class FontFiles : IFontResolver
    {
        public FontResolverInfo ResolveTypeface(string familyName, bool isBold, bool isItalic) => new(familyName, isBold, isItalic);

        public byte[] GetFont(string faceName) => System.IO.File.ReadAllBytes(faceName);
    }
}
