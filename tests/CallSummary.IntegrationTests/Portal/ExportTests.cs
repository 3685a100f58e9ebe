using System.Net;
using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.Storage.Calls;
using CallSummary.TestKit;
using CallSummary.TestKit.Peers;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.IntegrationTests.Portal;

/// <summary>A call to take away, in every form: PDF as poppler reads it, text, JSON, print.</summary>
public sealed class ExportTests
{
    private const string Font = "/usr/share/fonts/truetype/nanum/NanumGothic.ttf";
    private const string LongWord = "가나다라마바사아자차카타파하";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pdf_OfALongCall_HoldsEveryLine_KoreanToo_WithItsFontInside()
    {
        var pdftotext = Prerequisites.Require("pdftotext");
        var pdffonts = Prerequisites.Require("pdffonts");
        Prerequisites.RequireFile(Font, "fonts-nanum");
        await using var host = await PortalHost.StartAsync(new() { ["CallSummary:Portal:PdfFont"] = Font });
        var call = await host.AddCallAsync();
        await host.WithDatabaseAsync(database =>
        {
            var first = SampleCalls.Lines(call).First();
            database.Utterances.AddRange(Enumerable.Range(1, 200).Select(i => Line(first, i)));
            return Task.CompletedTask;
        });
        await PauseAsync(host, call);
        var alice = await host.BrowserAsync(PortalHost.Alice);
        alice.DefaultRequestHeaders.AcceptLanguage.ParseAdd("ko");
        using var response = await alice.GetAsync($"/app/calls/{call.Id}/export.pdf", Cancel);
        Assert.Equal("application/pdf", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal($"call-{call.Id}.pdf", response.Content.Headers.ContentDisposition?.FileName);
        using var folder = new TempFolder();
        await File.WriteAllBytesAsync(folder["call.pdf"], await response.Content.ReadAsByteArrayAsync(Cancel), Cancel);

        await RunAsync(pdftotext, ["-raw", folder["call.pdf"], folder["call.txt"]]);
        var text = string.Concat((await File.ReadAllTextAsync(folder["call.txt"], Cancel)).Where(c => !char.IsWhiteSpace(c)));
        Assert.Contains("AI가작성했으며틀릴수있습니다", text, StringComparison.Ordinal);
        Assert.Contains("0:03부터0:09까지녹음이일시중지되어내용이없습니다.", text, StringComparison.Ordinal);
        Assert.All(Enumerable.Range(1, 200), i => Assert.Contains($"{i}번째줄입니다.", text, StringComparison.Ordinal));
        Assert.Contains(string.Concat(Enumerable.Repeat(LongWord, 12)), text, StringComparison.Ordinal);
        var fonts = await RunAsync(pdffonts, [folder["call.pdf"]]);
        Assert.All(fonts.Where(line => line.Contains("Nanum", StringComparison.Ordinal)), line => Assert.Contains(" yes yes ", line, StringComparison.Ordinal));
        Assert.Contains(fonts, line => line.Contains("Nanum", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Exports_SayWhenTheRecordingWasPaused()
    {
        await using var host = await PortalHost.StartAsync();
        var call = await host.AddCallAsync();
        await PauseAsync(host, call);
        var alice = await host.BrowserAsync(PortalHost.Alice);
        foreach (var path in new[] { "", "/print", "/export.txt" })
        {
            var text = WebUtility.HtmlDecode(await alice.GetStringAsync($"/app/calls/{call.Id}{path}", Cancel));
            Assert.Contains("The recording was paused from 0:03 to 0:09", text, StringComparison.Ordinal);
        }

        var paused = JsonDocument.Parse(await alice.GetStringAsync($"/app/calls/{call.Id}/export.json", Cancel)).RootElement.GetProperty("paused");
        Assert.Equal((3, 9), (paused[0].GetProperty("start").GetDouble(), paused[0].GetProperty("end").GetDouble()));
    }

    [Fact]
    public async Task PdfFont_ThatIsNone_StopsTheStart_NamingTheSettingAndTheFix()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["font.otf"], "OTTO and more", Cancel);
        foreach (var file in new[] { folder["font.otf"], folder["absent.ttf"] })
        {
            var refused = await Assert.ThrowsAnyAsync<Exception>(() => PortalHost.StartAsync(new() { ["CallSummary:Portal:PdfFont"] = file }));
            Assert.Contains("CallSummary:Portal:PdfFont: ", refused.Message, StringComparison.Ordinal);
            Assert.Contains(".ttf", refused.Message, StringComparison.Ordinal);
        }
    }

    private static async Task<IReadOnlyList<string>> RunAsync(string program, string[] arguments)
    {
        await using var process = ChildProcess.Start(program, arguments);
        Assert.Equal(0, await process.ExitAsync());
        return process.Lines;
    }

    private static Task PauseAsync(PortalHost host, Call call) => host.WithDatabaseAsync(
        async database => (await database.Calls.SingleAsync(c => c.Id == call.Id, Cancel)).PausesJson = """[{"Start":"00:00:03","End":"00:00:09"}]""");

    private static Utterance Line(Utterance like, int number) => new()
    {
        CallId = like.CallId,
        Leg = Leg.Callee,
        Sequence = number,
        Offset = TimeSpan.FromSeconds(number),
        Duration = TimeSpan.FromSeconds(1),
        Text = number == 5 ? string.Concat(Enumerable.Repeat(LongWord, 12)) + $" {number}번째 줄입니다." : $"{number}번째 줄입니다. 조금 더 길게 말해서 다음 줄로 넘어갑니다, 그렇지 않나요?",
        Language = "ko",
        Probability = 0.9,
        NoSpeechProbability = 0.1,
        Drop = TranscriptDrop.None,
        SegmentsJson = "[]",
        Model = "test",
    };
}
