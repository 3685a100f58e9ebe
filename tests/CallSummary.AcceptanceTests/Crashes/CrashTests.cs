using System.Text.Json.Nodes;
using CallSummary.AcceptanceTests.Deployments;
using CallSummary.AcceptanceTests.Subscribers;
using CallSummary.AcceptanceTests.Telephones;
using CallSummary.TestKit;
using CallSummary.TestKit.Audio;

namespace CallSummary.AcceptanceTests.Crashes;

/// <summary>README: "after a crash everything unfinished is redone from the recording". A crash is kill -9.</summary>
public sealed class CrashTests
{
    private const string First = DeploymentSettings.BridgedPrefix + "201";
    private const string Second = DeploymentSettings.BridgedPrefix + "202";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task The_one_process_killed_in_mid_call_and_right_after_a_hang_up_owes_no_summary_after_its_restart()
    {
        await using var phones = await Phones.StartAsync();
        await using var deployment = await Deployment.StartAsync(DeploymentShape.AllInOne, phones.CalleePort);
        await using var server = new SubscriberServer();
        using var anna = await deployment.MakeKeyAsync(Phones.Anna);
        await anna.RegisterAsync(server);

        var ended = await phones.DialAsync(deployment.Sip, Phones.Anna, First);
        var running = await phones.DialAsync(deployment.Sip, Phones.Anna, Second);
        await Task.WhenAll(ended.HearNoticeAsync(), running.HearNoticeAsync());
        await using var events = await EventStream.OpenAsync(anna);
        var cutOff = running.SayAsync(Sample.Food.Leg("caller"), Sample.Food.Leg("callee"));
        await ended.TalkAsync(Sample.Food.Sound(4), Sample.Food.Sound(3));
        await LinesOf(events, Second, 2, anna);
        await ended.HangUpAsync();
        await deployment.KillAsync("CallSummary.AllInOne");
        await deployment.StartAsync("CallSummary.AllInOne");

        var afterHangUp = await anna.SummarizedCallAsync(First);
        var inMidCall = await anna.SummarizedCallAsync(Second);
        Assert.Equal("gateway_crashed", (string?)(await anna.GetJsonAsync($"/api/v1/calls/{inMidCall}"))["termination"]);
        AssertBeginsLike(Sample.Food, await anna.TranscriptAsync(inMidCall), atLeast: 2);
        Assert.Equal(2, (await anna.TranscriptAsync(afterHangUp))["lines"]!.AsArray().Count);
        await AssertDeliveredAsync(deployment, server, afterHangUp, inMidCall);
        await cutOff;
    }

    [Fact]
    public async Task Transcription_summarization_and_portal_killed_in_mid_call_lose_nothing_of_it()
    {
        await using var phones = await Phones.StartAsync();
        await using var deployment = await Deployment.StartAsync(DeploymentShape.FourHosts, phones.CalleePort);
        await using var server = new SubscriberServer();
        using var anna = await deployment.MakeKeyAsync(Phones.Anna);
        await anna.RegisterAsync(server);

        var call = await phones.DialAsync(deployment.Sip, Phones.Anna, First);
        await call.HearNoticeAsync();
        await using var events = await EventStream.OpenAsync(anna);
        var talking = call.TalkAsync(Sample.Food.Leg("caller"), Sample.Food.Leg("callee"));
        await LinesOf(events, First, 2, anna);
        foreach (var host in new[] { "CallSummary.TranscriptionHost", "CallSummary.SummarizationHost", "CallSummary.PortalHost" })
        {
            await deployment.KillAsync(host);
            await deployment.StartAsync(host);
        }

        await talking;
        await call.HangUpAsync();

        var id = await anna.SummarizedCallAsync(First);
        AssertBeginsLike(Sample.Food, await anna.TranscriptAsync(id), Sample.Food.Lines.Count);
        await AssertDeliveredAsync(deployment, server, id);
    }

    [Fact]
    public async Task The_gateway_killed_in_mid_call_keeps_what_was_said_before()
    {
        await using var phones = await Phones.StartAsync();
        await using var deployment = await Deployment.StartAsync(DeploymentShape.FourHosts, phones.CalleePort);
        await using var server = new SubscriberServer();
        using var anna = await deployment.MakeKeyAsync(Phones.Anna);
        await anna.RegisterAsync(server);

        var call = await phones.DialAsync(deployment.Sip, Phones.Anna, First);
        await call.HearNoticeAsync();
        await using var events = await EventStream.OpenAsync(anna);
        var cutOff = call.SayAsync(Sample.Food.Leg("caller"), Sample.Food.Leg("callee"));
        await LinesOf(events, First, 2, anna);
        await deployment.KillAsync("CallSummary.GatewayHost");
        await deployment.StartAsync("CallSummary.GatewayHost");

        var id = await anna.SummarizedCallAsync(First);
        AssertBeginsLike(Sample.Food, await anna.TranscriptAsync(id), atLeast: 2);
        await AssertDeliveredAsync(deployment, server, id);
        await cutOff;
    }

    private static Task LinesOf(EventStream events, string calleeNumber, int lines, SubscriberApp app) => Eventually.True(
        async () =>
        {
            var call = (await app.CallsAsync()).SingleOrDefault(c => (string?)c["callee_number"] == calleeNumber);
            return call is not null && events.Received.Count(e => e.Type == "transcript.line" && e.CallId == Guid.Parse((string)call["id"]!)) >= lines;
        },
        $"{lines} lines of the call to {calleeNumber}",
        Patience);

    private static void AssertBeginsLike(SampleCall sample, JsonNode transcript, int atLeast)
    {
        var lines = transcript["lines"]!.AsArray().Select(line => $"{line!["speaker"]}: {line["text"]}").ToList();
        Assert.InRange(lines.Count, atLeast, sample.Lines.Count);

        // The crash may have cut the last line in the middle of a word.
        Assert.Equal(sample.Script().Take(atLeast), lines.Take(atLeast));
    }

    /// <summary>Each summary is stored once and reached the subscriber at least once, always under the same id.</summary>
    private static async Task AssertDeliveredAsync(Deployment deployment, SubscriberServer server, params Guid[] calls)
    {
        foreach (var call in calls)
        {
            Assert.Equal(1, await deployment.SummariesAsync(call));

            // Twice: the receiver refuses every first attempt.
            await Eventually.True(() => server.Of(call, "summary.ready").Count() >= 2, $"the summary of {call} to be accepted", Patience);
            Assert.Single(server.Of(call, "summary.ready").Select(e => e.Id).Distinct());
        }
    }
}
