using System.Globalization;
using System.Net;
using CallSummary.AcceptanceTests.Deployments;
using CallSummary.AcceptanceTests.Telephones;
using CallSummary.Audio.Codecs;
using CallSummary.TestKit;
using CallSummary.TestKit.Peers;
using CallSummary.TestKit.Tls;

namespace CallSummary.AcceptanceTests.Carriers;

/// <summary>README: carriers connect trunks and recorders. What they run to find out is the carrier kit.</summary>
public sealed class CarrierTests : IDisposable
{
    private const string Recorder = "127.0.0.2";
    private const string Unlisted = "127.0.0.3";
    private const string Digest = "127.0.0.4";
    private const string Limited = "127.0.0.5";
    private const string Mutual = "127.0.0.6";
    private const string Failover = DeploymentSettings.BridgedPrefix + "999";
    private const string Bridged = DeploymentSettings.BridgedPrefix + "777";

    private static readonly string Kit = Path.Combine(RepositoryRoot.Path, "samples", "carrier-kit");

    private readonly TempFolder _folder = new();
    private readonly IPEndPoint _sip = new(IPAddress.Loopback, FreePort.Udp());
    private readonly IPEndPoint _tls = new(IPAddress.Loopback, FreePort.Tcp());
    private readonly IPEndPoint _ipv6 = new(IPAddress.IPv6Loopback, FreePort.Udp());

    /// <summary>
    /// <c>CALLSUMMARY_CARRIER_KIT="--slow yes --codecs opus,g722,amr,amr-wb" dotnet test tests/CallSummary.AcceptanceTests --filter
    /// The_carrier_kit</c> also makes the checks that take minutes, and a call with each codec.
    /// </summary>
    [Fact]
    public async Task The_carrier_kit_passes_against_the_service()
    {
        Prerequisites.Require("sipp");
        Prerequisites.Require("baresip");
        var more = (Environment.GetEnvironmentVariable("CALLSUMMARY_CARRIER_KIT") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var port = FreePort.Udp();
        using var authority = new TestAuthority();
        using var certificate = authority.Issue("127.0.0.1");
        File.WriteAllText(_folder["roots.pem"], authority.Root.ExportCertificatePem());
        File.WriteAllText(_folder["certificate.pem"], TestAuthority.Pem(certificate));
        using var client = authority.Issue("trunk.example");
        File.WriteAllText(_folder["client.pem"], TestAuthority.Pem(client));
        await using var deployment = await StartAsync(
            port,
            ("CallSummary:Gateway:SipTls", _tls.ToString()), ("CallSummary:Gateway:Tls:Certificate", _folder["certificate.pem"]), ("CallSummary:Gateway:Trunks:0:AllowTransfers", "true"),
            ("CallSummary:Gateway:Trunks:2:Name", "digest"), ("CallSummary:Gateway:Trunks:2:Tenant", DeploymentSettings.Tenant), ("CallSummary:Gateway:Trunks:2:Peers:0", Digest),
            ("CallSummary:Gateway:Trunks:2:Username", "kit"), ("CallSummary:Gateway:Trunks:2:Password", "sesame"), ("CallSummary:Gateway:Trunks:2:Md5Only", "true"),
            ("CallSummary:Gateway:Trunks:3:Name", "limited"), ("CallSummary:Gateway:Trunks:3:Tenant", DeploymentSettings.Tenant), ("CallSummary:Gateway:Trunks:3:Peers:0", Limited),
            ("CallSummary:Gateway:Trunks:3:MaxCalls", "1"),
            ("CallSummary:Gateway:Tls:TrustedRoots", _folder["roots.pem"]),
            ("CallSummary:Gateway:Trunks:4:Name", "mutual"), ("CallSummary:Gateway:Trunks:4:Tenant", DeploymentSettings.Tenant), ("CallSummary:Gateway:Trunks:4:Peers:0", Mutual),
            ("CallSummary:Gateway:Trunks:4:CertificateNames:0", "trunk.example"),
            ("CallSummary:Gateway:Trunks:5:Name", "two-hops"), ("CallSummary:Gateway:Trunks:5:Tenant", DeploymentSettings.Tenant), ("CallSummary:Gateway:Trunks:5:Peers:0", "192.0.2.1"),
            ("CallSummary:Gateway:Trunks:5:Hops:0", $"sip:127.0.0.1:{Text(FreePort.Udp())}"), ("CallSummary:Gateway:Trunks:5:Hops:1", $"sip:127.0.0.1:{Text(port)}"),
            ("CallSummary:Gateway:Trunks:5:HopTimeout", "00:00:01"), ("CallSummary:Gateway:Trunks:5:PingInterval", "00:00:00"),
            ("CallSummary:Gateway:Routes:1:Number", Failover), ("CallSummary:Gateway:Routes:1:NextHop", ""), ("CallSummary:Gateway:Routes:1:ToTrunk", "two-hops"),
            ("CallSummary:Gateway:Routes:2:Number", DeploymentSettings.BridgedPrefix + "*"), ("CallSummary:Gateway:Routes:2:NextHop", $"sip:{{number}}@127.0.0.1:{Text(port)}"));

        await using var kit = ChildProcess.Start(
            Path.Combine(Kit, "run"),
            [_sip.ToString(), "--bridge", Bridged, "--listen", Text(port), "--recorder", Recorder, "--unlisted", Unlisted, "--ipv6", _ipv6.ToString(), "--output", _folder.Path,
             "--transfer", "yes", "--digest", Digest, "--user", "kit", "--password", "sesame", "--limited", Limited, "--flood", "500",
             "--tls", _tls.ToString(), "--roots", _folder["roots.pem"], "--srtp", "yes", "--dtls", "yes",
             "--mutual", Mutual, "--client", _folder["client.pem"], "--failover", Failover, .. more],
            _folder.Path);

        Assert.True(await kit.ExitAsync(TimeSpan.FromMinutes(more.Length == 0 ? 4 : 12)) == 0, string.Join('\n', kit.Lines));
        var report = File.ReadAllLines(Path.Combine(_folder.Path, "report.txt"));
        Assert.Contains(" 0 failed, ", report[^1], StringComparison.Ordinal);
        Assert.All(report.Where(line => line.StartsWith("----", StringComparison.Ordinal)), line => Assert.Matches(@"--(slow|codecs)\)$", line));
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

    private Task<Deployment> StartAsync(int calleePort, params (string Key, string Value)[] settings) => Deployment.StartAsync(
        DeploymentShape.AllInOne,
        calleePort,
        [
        ("CallSummary:Gateway:SipUdp", $"{_sip},{_ipv6}"),
        ("CallSummary:Gateway:SipTcp", $"{_sip},{_ipv6}"),
        ("CallSummary:Gateway:Media:Address", "::"),
        ("CallSummary:Gateway:Trunks:0:Peers:1", "::1"),
        ("CallSummary:Gateway:Trunks:1:Name", "recorder"),
        ("CallSummary:Gateway:Trunks:1:Tenant", DeploymentSettings.Tenant),
        ("CallSummary:Gateway:Trunks:1:Peers:0", Recorder),
        ("CallSummary:Gateway:Trunks:1:Consent", "AlreadyAnnounced"),
        .. settings,
        ]);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void Save(string name, short[] samples)
    {
        var octets = new byte[samples.Length];
        G711.EncodeMuLaw(samples, octets);
        File.WriteAllBytes(_folder[name], octets);
    }
}
