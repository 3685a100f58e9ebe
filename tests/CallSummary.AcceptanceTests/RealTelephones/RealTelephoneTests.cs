using CallSummary.AcceptanceTests.Deployments;
using CallSummary.AcceptanceTests.Telephones;
using CallSummary.TestKit;

namespace CallSummary.AcceptanceTests.RealTelephones;

/// <summary>README: any softphone can talk through it. Neither telephone here is ours.</summary>
public sealed class RealTelephoneTests : IDisposable
{
    private const string Callee = DeploymentSettings.BridgedPrefix + "301";

    /// <summary>Long enough for ringing and the notice, in which neither party speaks.</summary>
    private const double UntilTheNoticeIsOver = 8;

    private readonly TempFolder _caller = new();
    private readonly TempFolder _callee = new();

    [Fact]
    public async Task A_call_from_SIPp_to_baresip_is_recorded_transcribed_and_summarised()
    {
        var port = FreePort.Udp();
        await using var deployment = await Deployment.StartAsync(DeploymentShape.AllInOne, port);
        using var anna = await deployment.MakeKeyAsync(Phones.Anna);
        await using var baresip = await BaresipCallee.StartAsync(port, Callee, Speech("callee", 10), _callee.Path);
        await using var sipp = SippCaller.Dial(deployment.Sip, Phones.Anna, Callee, Speech("caller", 1), _caller.Path);

        Assert.True(await sipp.ExitAsync(TimeSpan.FromMinutes(2)) == 0, string.Join('\n', sipp.Lines));
        var id = await anna.SummarizedCallAsync(Callee);

        var lines = (await anna.TranscriptAsync(id))["lines"]!.AsArray().Select(line => $"{line!["speaker"]}: {line["text"]}").ToList();
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join('\n', lines));
        Assert.Equal(Sample.Food.Script(), lines);
        Assert.Equal("Table at Golden Noodle House", (string?)(await anna.SummaryAsync(id))["content"]!["title"]);
        var call = await anna.GetJsonAsync($"/api/v1/calls/{id}");
        Assert.Equal("caller_hung_up", (string?)call["termination"]);
        Assert.Equal("granted", (string?)call["consent"]);
    }

    public void Dispose()
    {
        _caller.Dispose();
        _callee.Dispose();
    }

    private static short[] Speech(string leg, double quietAfter) => [.. Sample.Quiet(UntilTheNoticeIsOver), .. Sample.Food.Leg(leg), .. Sample.Quiet(quietAfter)];
}
