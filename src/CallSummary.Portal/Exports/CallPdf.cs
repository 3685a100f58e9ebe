using CallSummary.Portal.App;
using CallSummary.Portal.Pages;
using PdfSharp.Pdf;

namespace CallSummary.Portal.Exports;

/// <summary>A call as a PDF, to take away: the summary, then what was said.</summary>
internal static class CallPdf
{
    private const double Body = 10.5;

    public static byte[] Write(CallView view, Wording say, string fontFile)
    {
        var display = say.Display;
        using var document = new PdfDocument();
        document.Info.Title = view.Summary?.Title.Text ?? view.Other;
        document.Info.Creator = "CallSummary";
        document.Language = display.Language;
        using var flow = new PdfFlow(document, fontFile);
        flow.Paragraph(document.Info.Title, 18, bold: true);
        flow.Paragraph(CallText.Heading(view, say), 9, soft: true);
        if (view.Summary is { } summary)
        {
            flow.Paragraph(say.WrittenBy(summary), 9, soft: true);
            flow.Space(8);
            flow.Paragraph(summary.Summary.Text, 12);
        }

        foreach (var (title, items) in CallText.Sections(view, say))
        {
            Heading(flow, title);
            foreach (var item in items)
            {
                flow.Paragraph(item, Body, indent: 12, margin: (0, "·"));
            }
        }

        Heading(flow, display.Text("What was said", "통화 내용"));
        foreach (var (start, speaker, text) in CallText.Said(view, say))
        {
            flow.Paragraph(text, Body, soft: speaker.Length == 0, indent: 130, margin: [(0, Wording.Clock(start)), (38, speaker)]);
            flow.Space(3);
        }

        flow.Number();
        using var written = new MemoryStream();
        document.Save(written);
        return written.ToArray();
    }

    private static void Heading(PdfFlow flow, string title)
    {
        flow.Space(14);
        flow.Need(60);
        flow.Paragraph(title, 12, bold: true);
        flow.Space(2);
    }
}
