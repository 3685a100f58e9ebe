using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CallSummary.AcceptanceTests.Telephones;
using CallSummary.Contracts;
using CallSummary.TestKit;
using CallSummary.TestKit.Audio;

namespace CallSummary.AcceptanceTests.Deployments;

/// <summary>README: a call becomes a transcript and a checked summary, delivered to its subscriber; the same in both shapes.</summary>
public sealed class DeploymentTests(Days days) : IClassFixture<Days>
{
    private const double Speech = -40;
    private const double Quiet = -60;

    public static TheoryData<DeploymentShape> Shapes => [DeploymentShape.AllInOne, DeploymentShape.FourHosts];

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_transcript_is_what_was_said_by_whom_in_Korean_and_in_English(DeploymentShape shape)
    {
        var day = await days.InAsync(shape);
        Assert.Equal(Sample.Food.Script(), Lines(await day.Anna.TranscriptAsync(day.EnglishCall)));
        Assert.Equal(Sample.Clinic.Script(), Lines(await day.Bora.TranscriptAsync(day.KoreanCall)));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_summary_holds_what_the_sample_expects_and_nothing_else(DeploymentShape shape)
    {
        var day = await days.InAsync(shape);
        AssertSummary(Sample.Food, await day.Anna.SummaryAsync(day.EnglishCall));
        AssertSummary(Sample.Clinic, await day.Bora.SummaryAsync(day.KoreanCall));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_recording_has_each_party_on_its_own_channel(DeploymentShape shape)
    {
        var day = await days.InAsync(shape);
        var lines = (await day.Anna.TranscriptAsync(day.EnglishCall))["lines"]!.AsArray();
        await using var stream = await day.Anna.Http.GetStreamAsync($"/api/v1/calls/{day.EnglishCall}/recording", TestContext.Current.CancellationToken);
        using var wav = new MemoryStream();
        await stream.CopyToAsync(wav, TestContext.Current.CancellationToken);
        wav.Position = 0;
        var recording = WavFile.Load(wav);

        Assert.Equal(2, recording.Channels.Count);
        Assert.All(lines, line =>
        {
            var (own, other) = (string?)line!["leg"] == "caller" ? (0, 1) : (1, 0);
            Assert.True(Level(recording, own, line) > Speech, $"Line {line["number"]} is not on its party's channel.");
            Assert.True(Level(recording, other, line) < Quiet, $"Line {line["number"]} is heard on the other party's channel.");
        });
    }

    [Fact]
    public async Task A_recording_on_the_disk_is_encrypted_where_there_are_keys()
    {
        var day = await days.InAsync(DeploymentShape.FourHosts);
        var files = day.Deployment.RecordingFiles(day.EnglishCall);

        Assert.Equal(["callee.leg", "caller.leg", "manifest.jsonl"], files.Select(Path.GetFileName).Order());
        Assert.All(files, file => Assert.StartsWith("CSRE", Encoding.Latin1.GetString(File.ReadAllBytes(file)), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_signed_webhook_brings_the_summary_and_repeats_carry_the_same_event_id(DeploymentShape shape)
    {
        var day = await days.InAsync(shape);
        var attempts = day.AnnasServer.Of(day.EnglishCall, "summary.ready").ToList();

        Assert.True(attempts.Count >= 2, "The refused attempt was not repeated.");
        Assert.Single(attempts.Select(a => a.Id).Distinct());
        Assert.All(attempts, a => Assert.Equal(a.Id, (string?)JsonNode.Parse(a.Body)!["id"]));
        AssertSummary(Sample.Food, attempts[0].Data["summary"]!);
        Assert.Contains(day.AnnasEvents.Received, e => e.Id == attempts[0].Id);
        Assert.Equal(0, day.AnnasServer.Unsigned + day.BorasServer.Unsigned);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task An_app_that_stays_connected_sees_every_line_as_it_is_said(DeploymentShape shape)
    {
        var day = await days.InAsync(shape);
        var events = day.AnnasEvents.Received.Where(e => e.CallId == day.EnglishCall).ToList();
        var said = events.Where(e => e.Type == "transcript.line").Select(e => (string?)e.Data["line"]!["text"]);

        Assert.Equal(Sample.Food.Lines.Select(l => l.Text).Order(), said.Order());
        Assert.Contains(events, e => e.Type == "call.started");
        Assert.Contains(events, e => e.Type == "call.ended");
        Assert.True(
            events.FindIndex(e => e.Type == "transcript.line") < events.FindIndex(e => e.Type == "call.ended"),
            "The first line came only after the call.");
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_memo_to_oneself_is_transcribed_and_summarised(DeploymentShape shape)
    {
        var day = await days.InAsync(shape);
        Assert.Equal(["me: " + Sample.Food.Lines[3].Text], Lines(await day.Anna.TranscriptAsync(day.Memo)));
        var summary = (await day.Anna.SummaryAsync(day.Memo))["content"]!;
        Assert.NotEmpty((string)summary["title"]!);
        Assert.NotEmpty((string)summary["summary"]!);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_call_is_transcribed_and_summarised_again_from_its_recording(DeploymentShape shape)
    {
        var day = await days.InAsync(shape);
        Assert.Equal(RerunOutcome.Done, await day.Deployment.TranscribeAgainAsync(day.Memo));
        Assert.Equal(["me: " + Sample.Food.Lines[3].Text], Lines(await day.Anna.TranscriptAsync(day.Memo)));
        Assert.Equal(1, await day.Deployment.SummariesAsync(day.Memo));
        Assert.Equal(2, await day.Deployment.EarlierVersionsAsync(day.Memo));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Of_a_silent_call_it_is_said_that_nothing_was_said_and_nothing_is_invented(DeploymentShape shape)
    {
        var day = await days.InAsync(shape);
        var transcript = await day.Bora.TranscriptAsync(day.SilentCall);
        Assert.Empty(transcript["lines"]!.AsArray());
        Assert.True((bool?)transcript["complete"]);

        var summary = await day.Bora.SummaryAsync(day.SilentCall);
        var content = summary["content"]!;
        Assert.Equal("nothing_said", (string?)summary["fallback_reason"]);
        Assert.Equal("통화에서 말한 내용이 없습니다.", (string?)content["summary"]);
        Assert.All(["details", "action_items", "schedule", "facts", "tags"], list => Assert.Empty(content[list]!.AsArray()));
        Assert.Equal("none", (string?)content["risk"]!["level"]);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task An_erased_call_leaves_no_sound_and_no_text_and_is_not_found_again(DeploymentShape shape)
    {
        var day = await days.InAsync(shape);
        var (call, app) = (day.CallToErase, day.Anna);
        Assert.NotEmpty(day.Deployment.RecordingFiles(call));
        Assert.NotEqual(0, await day.Deployment.TextRowsAsync(call));

        Assert.Equal(HttpStatusCode.NoContent, await app.StatusOfAsync(HttpMethod.Delete, $"/api/v1/calls/{call}"));

        foreach (var resource in new[] { "", "/transcript", "/summary", "/recording" })
        {
            Assert.Equal(HttpStatusCode.NotFound, await app.StatusOfAsync(HttpMethod.Get, $"/api/v1/calls/{call}{resource}"));
        }

        Assert.DoesNotContain(await app.CallsAsync(), c => (string?)c["id"] == call.ToString());
        Assert.Equal(HttpStatusCode.NotFound, await app.StatusOfAsync(HttpMethod.Delete, $"/api/v1/calls/{call}"));
        Assert.Equal(0, await day.Deployment.TextRowsAsync(call));
        await Eventually.True(() => day.Deployment.RecordingFiles(call).Count == 0, "the recording to be gone from the disk");
        await Eventually.True(() => day.AnnasServer.Of(call, "call.erased").Any(), "the subscriber's server to be told", TimeSpan.FromMinutes(1));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task One_subscriber_never_sees_anothers_call_at_any_endpoint_stream_or_webhook(DeploymentShape shape)
    {
        var day = await days.InAsync(shape);

        // Anna may have erased one of hers meanwhile: it is gone for Bora all the same.
        await PrivacyAssert.SeesNothingAsync(day.Anna, day.BorasCalls, day.BorasWebhook, Phones.Bora);
        await PrivacyAssert.SeesNothingAsync(day.Bora, day.AnnasCalls, day.AnnasWebhook, Phones.Anna);
        PrivacyAssert.OnlyOwn(day.AnnasEvents.Received, day.AnnasCalls, day.BorasCalls, Phones.Bora);
        PrivacyAssert.OnlyOwn(day.BorasEvents.Received, day.BorasCalls, day.AnnasCalls, Phones.Anna);
        PrivacyAssert.OnlyOwn(day.AnnasServer.Attempts, day.AnnasCalls, day.BorasCalls, Phones.Bora);
        PrivacyAssert.OnlyOwn(day.BorasServer.Attempts, day.BorasCalls, day.AnnasCalls, Phones.Anna);

        Assert.Equal(HttpStatusCode.NotFound, await day.Anna.StatusOfAsync(HttpMethod.Delete, $"/api/v1/calls/{day.KoreanCall}"));
        Assert.Equal(HttpStatusCode.NotFound, await day.Anna.StatusOfAsync(HttpMethod.Delete, $"/api/v1/webhooks/{day.BorasWebhook}"));
        Assert.Equal(HttpStatusCode.OK, await day.Bora.StatusOfAsync(HttpMethod.Get, $"/api/v1/calls/{day.KoreanCall}/summary"));
    }

    private static IEnumerable<string> Lines(JsonNode transcript) =>
        transcript["lines"]!.AsArray().Select(line => $"{line!["speaker"]}: {line["text"]}");

    // The middle of the line: its ends hold the pauses around it, into which the other party may already speak.
    private static double Level(WavFile recording, int channel, JsonNode line)
    {
        var (start, end) = ((double)line["start"]!, (double)line["end"]!);
        var quarter = (end - start) / 4;
        return ToneDetector.TotalLevel(recording.Channels[channel].AsSpan()[Sample(start + quarter)..Sample(end - quarter)]);

        int Sample(double seconds) => (int)(seconds * recording.SampleRate);
    }

    private static void AssertSummary(SampleCall sample, JsonNode summary) =>
        Assert.Equal(sample.ExpectedSummary().ToJsonString(), ModelAnswer.Of(summary["content"]!));
}
