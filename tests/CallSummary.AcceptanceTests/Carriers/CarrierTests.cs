using System.Globalization;
using System.Net;
using CallSummary.AcceptanceTests.Deployments;
using CallSummary.AcceptanceTests.Telephones;
using CallSummary.Audio.Codecs;
using CallSummary.TestKit;
using CallSummary.TestKit.Peers;

namespace CallSummary.AcceptanceTests.Carriers;

/// <summary>README: carriers connect trunks and recorders. What they run to find out is the carrier kit.</summary>
public sealed class CarrierTests : IDisposable
{
    private const string Recorder = "127.0.0.2";
    private const string Unlisted = "127.0.0.3";
    private const string Bridged = DeploymentSettings.BridgedPrefix + "777";

    private static readonly string Kit = Path.Combine(RepositoryRoot.Path, "samples", "carrier-kit");

    private readonly TempFolder _folder = new();
    private readonly IPEndPoint _sip = new(IPAddress.Loopback, FreePort.Udp());
    private readonly IPEndPoint _ipv6 = new(IPAddress.IPv6Loopback, FreePort.Udp());

    [Fact]
    public async Task The_carrier_kit_passes_against_the_service()
    {
        Prerequisites.Require("sipp");
        var port = FreePort.Udp();
        await using var deployment = await StartAsync(port);

        await using var kit = ChildProcess.Start(
            Path.Combine(Kit, "run"),
            [_sip.ToString(), "--bridge", Bridged, "--listen", Text(port), "--recorder", Recorder, "--unlisted", Unlisted, "--ipv6", _ipv6.ToString(), "--output", _folder.Path],
            _folder.Path);

        Assert.True(await kit.ExitAsync(TimeSpan.FromMinutes(4)) == 0, string.Join('\n', kit.Lines));
        Assert.EndsWith(" passed, 0 failed, 0 not asked for", File.ReadLines(Path.Combine(_folder.Path, "report.txt")).Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_a_recorder_forks_to_us_becomes_its_summary()
    {
        var sipp = Prerequisites.Require("sipp");
        await using var deployment = await StartAsync(FreePort.Udp());
        using var anna = await deployment.MakeKeyAsync(Phones.Anna);
        Save("caller.ulaw", Sample.Food.Leg("caller"));
        Save("callee.ulaw", Sample.Food.Leg("callee"));

        await using var recorder = ChildProcess.Start(
            sipp,
            [
                _sip.ToString(), "-sf", Path.Combine(Kit, "scenarios", "siprec.xml"), "-s", Bridged, "-i", Recorder, "-mi", Recorder, "-p", Text(FreePort.Udp()),
                "-d", Text(Math.Max(Sample.Food.Leg("caller").Length, Sample.Food.Leg("callee").Length) / 8 + 1500), "-m", "1", "-nostdin", "-timeout", "120",
                "-key", "kit", Kit, "-key", "caller", Phones.Anna, "-key", "caller_sound", "caller.ulaw", "-key", "callee_sound", "callee.ulaw",
            ],
            _folder.Path);

        Assert.True(await recorder.ExitAsync(TimeSpan.FromMinutes(3)) == 0, string.Join('\n', recorder.Lines));
        var id = await anna.SummarizedCallAsync(Bridged);
        var lines = (await anna.TranscriptAsync(id))["lines"]!.AsArray().Select(line => $"{line!["speaker"]}: {line["text"]}").ToList();
        Assert.Equal(Sample.Food.Script(), lines);
        Assert.Equal((string?)Sample.Food.ExpectedSummary()["title"], (string?)(await anna.SummaryAsync(id))["content"]!["title"]);
        var call = await anna.GetJsonAsync($"/api/v1/calls/{id}");
        Assert.Equal("recording_ended", (string?)call["termination"]);
        Assert.Equal("not_required", (string?)call["consent"]);
    }

    public void Dispose() => _folder.Dispose();

    private Task<Deployment> StartAsync(int calleePort) => Deployment.StartAsync(
        DeploymentShape.AllInOne,
        calleePort,
        ("CallSummary:Gateway:SipUdp", $"{_sip},{_ipv6}"),
        ("CallSummary:Gateway:SipTcp", _sip.ToString()),
        ("CallSummary:Gateway:Media:Address", "::"),
        ("CallSummary:Gateway:Trunks:0:Peers:1", "::1"),
        ("CallSummary:Gateway:Trunks:1:Name", "recorder"),
        ("CallSummary:Gateway:Trunks:1:Tenant", DeploymentSettings.Tenant),
        ("CallSummary:Gateway:Trunks:1:Peers:0", Recorder),
        ("CallSummary:Gateway:Trunks:1:Consent", "AlreadyAnnounced"));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void Save(string name, short[] samples)
    {
        var octets = new byte[samples.Length];
        G711.EncodeMuLaw(samples, octets);
        File.WriteAllBytes(_folder[name], octets);
    }
}
