using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CallSummary.TestKit.Peers;

namespace CallSummary.AcceptanceTests.Demo;

/// <summary>README: "one command shows the whole service".</summary>
public sealed partial class DemoTests(DemoRun run) : IClassFixture<DemoRun>
{
    public static TheoryData<string> Calls => [.. DemoRun.CallNames];

    [Fact]
    public void It_ends_with_success_because_every_summary_reached_the_subscribers_webhook()
    {
        Assert.True(run.ExitCode == 0, string.Join('\n', run.Terminal));
        Assert.Contains(run.Terminal, line => line.Contains("6 of 6 summaries reached the subscriber's webhook", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void Every_item_of_a_summary_is_what_the_sample_expects(string call)
    {
        var expected = JsonNode.Parse(File.ReadAllText(DemoRun.SampleFile(call, "expected-summary.json")))!;
        Assert.Equal(expected.ToJsonString(), ModelAnswer.Of(run.JsonOf(call, "summary.json")["content"]!));
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void Every_line_is_heard_from_the_right_party_in_the_order_of_the_script(string call)
    {
        var script = JsonNode.Parse(File.ReadAllText(DemoRun.SampleFile(call, "script.json")))!["lines"]!.AsArray();
        var lines = run.JsonOf(call, "transcript.json")["lines"]!.AsArray();
        Assert.Equal(
            script.Select(l => $"{l!["speaker"]}: {l["text"]}"),
            lines.Select(l => $"{l!["speaker"]}: {l["text"]}"));
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void The_recording_holds_both_parties_for_the_length_of_the_call(string call)
    {
        var header = File.ReadAllBytes(run.FileOf(call, "recording.wav")).AsSpan(0, 44);
        var sample = new FileInfo(DemoRun.SampleFile(call, "caller.wav")).Length - 44;
        Assert.Equal(2, BitConverter.ToInt16(header[22..]));
        Assert.Equal(8000, BitConverter.ToInt32(header[24..]));
        Assert.True(BitConverter.ToInt32(header[40..]) >= sample * 2, "The recording is shorter than the talk.");
    }

    [Fact]
    public void The_terminal_shows_lines_as_they_are_said_and_the_evidence_of_the_summary()
    {
        var line = run.Terminal.ToList().FindIndex(l => l.Contains("안전 계좌로 10만 원을 보내셔야 합니다.", StringComparison.Ordinal));
        var hungUp = run.Terminal.ToList().FindIndex(l => l.Contains("03-ko-phish", StringComparison.Ordinal) && l.Contains("hung up", StringComparison.Ordinal));
        Assert.InRange(line, 0, hungUp);
        Assert.Contains(run.Terminal, l => l.Contains("risk: dangerous", StringComparison.Ordinal) && l.Contains("<- line 4", StringComparison.Ordinal));
        Assert.Contains(run.Terminal, l => l.Contains("error rate", StringComparison.Ordinal));
    }

    [Fact]
    public void It_opens_no_connection_beyond_loopback()
    {
        if (run.Connections is not { } connections)
        {
            Prerequisites.Require("strace");
            return;
        }

        Assert.Contains(connections, c => c.Contains("127.0.0.1", StringComparison.Ordinal));
        Assert.DoesNotContain(connections, c => Internet().IsMatch(c) && !Loopback().IsMatch(c));
    }

    [GeneratedRegex("sa_family=AF_INET6?,")]
    private static partial Regex Internet();

    [GeneratedRegex("""inet_addr\("127\.|inet_pton\(AF_INET6, "(::1|::ffff:127\.[0-9.]+)"|sin6?_port=htons\(0\)""")]
    private static partial Regex Loopback();
}
