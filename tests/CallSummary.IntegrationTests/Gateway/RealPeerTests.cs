using System.Globalization;
using CallSummary.Audio.Wav;
using CallSummary.Contracts;
using CallSummary.Sip;
using CallSummary.Sip.Transports;
using CallSummary.TestKit;
using CallSummary.TestKit.Audio;
using CallSummary.TestKit.Peers;
using CallSummary.TestKit.Tls;

namespace CallSummary.IntegrationTests.Gateway;

/// <summary>Calls between programs that are not ours, through the gateway.</summary>
[Collection(GatewayCalls.Name)]
public sealed class RealPeerTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TempFolder _anna = new();
    private readonly TempFolder _bob = new();

    /// <summary>
    /// A few in the suite; <c>CALLSUMMARY_CALLS=10000 CALLSUMMARY_CALLS_PER_SECOND=50 dotnet test tests/CallSummary.IntegrationTests --filter
    /// Sipp_ManyCallsAtOnce</c> makes it ten thousand.
    /// </summary>
    [Fact]
    public async Task Sipp_ManyCallsAtOnce_BothSidesSucceed()
    {
        var (calls, rate) = (Setting("CALLSUMMARY_CALLS", 20), Setting("CALLSUMMARY_CALLS_PER_SECOND", 10));
        var patience = TimeSpan.FromSeconds(60 + (2.0 * calls / rate));
        var sipp = Prerequisites.Require("sipp");
        var calleePort = FreePort.Udp();
        await using var rig = await GatewayRig.BridgeToAsync(_folder.Path, new(System.Net.IPAddress.Loopback, calleePort));
        await using var uas = ChildProcess.Start(
            sipp, ["-sn", "uas", "-i", "127.0.0.1", "-p", Text(calleePort), "-mi", "127.0.0.1", "-m", Text(calls), "-nostdin", "-timeout", Text((int)patience.TotalSeconds)], _bob.Path);
        await using var uac = ChildProcess.Start(
            sipp, [rig.Sip.ToString(), "-sn", "uac", "-s", "01099998888", "-i", "127.0.0.1", "-mi", "127.0.0.1", "-m", Text(calls), "-r", Text(rate), "-d", "500", "-nostdin", "-timeout", Text((int)patience.TotalSeconds)], _anna.Path);

        Assert.True(await uac.ExitAsync(patience) == 0, string.Join('\n', uac.Lines));
        Assert.True(await uas.ExitAsync(patience) == 0, string.Join('\n', uas.Lines));
        await Eventually.True(() => rig.Active.Count == 0, "every call to end");
        await Eventually.True(() => rig.Published<CallEnded>().Count == calls, "every end to be told", patience);
        Assert.All(rig.Published<CallEnded>(), e => Assert.Equal(CallTermination.CallerHungUp, e.Termination));
    }

    [Fact]
    public async Task Baresip_BothParties_EachIsHeardAndRecordedInItsChannel()
    {
        var baresip = Prerequisites.Require("baresip");
        var (annaPort, bobPort) = (FreePort.Udp(), FreePort.Udp());
        WriteProfile(_anna.Path, annaPort, "anna", 440, TimeSpan.FromSeconds(4), "answermode=manual");
        WriteProfile(_bob.Path, bobPort, "+821099998888", 1000, TimeSpan.FromSeconds(20), "answermode=auto");
        await using var rig = await GatewayRig.BridgeToAsync(_folder.Path, new(System.Net.IPAddress.Loopback, bobPort));
        await using var bob = ChildProcess.Start(baresip, ["-4", "-f", _bob.Path], _bob.Path);
        await bob.WaitForLineAsync("baresip is ready");

        await using var anna = ChildProcess.Start(baresip, ["-4", "-f", _anna.Path, "-e", $"/dial sip:01099998888@{rig.Sip}", "-t", "15"], _anna.Path);

        // Her microphone is a file: when it ends, she hangs up.
        await Eventually.True(() => rig.Published<CallEnded>().Count == 1, "the call to end", TimeSpan.FromSeconds(30));
        var call = await rig.EndedCallAsync();
        var (left, right) = rig.Recording(call);
        Assert.Equal(CallTermination.CallerHungUp, call.Termination);
        Assert.InRange(ToneDetector.Find(left, 440)!.Value.Offset.TotalSeconds, 3, 6);
        Assert.NotNull(ToneDetector.Find(right, 1000));
        Assert.Null(ToneDetector.Find(left, 1000));
        Assert.Null(ToneDetector.Find(right, 440));
    }

    [Theory]
    [InlineData("udp", "", "srtp-mand", "false")]
    [InlineData("tls", ";transport=tls", "srtp-mand", "false")]
    [InlineData("udp", "", "dtls_srtp", "true")] // The handshake gets a port of its own where calls share one.
    public async Task BaresipThatInsistsOnSrtp_BothParties_EachIsHeardAndRecorded(string transport, string parameters, string security, string sharedPorts)
    {
        var baresip = Prerequisites.Require("baresip");
        using var authority = new TestAuthority();
        File.WriteAllText(_folder["roots.pem"], authority.Root.ExportCertificatePem());
        foreach (var folder in (string[])[_folder.Path, _anna.Path, _bob.Path])
        {
            File.WriteAllText(Path.Combine(folder, "certificate.pem"), authority.IssuePem("127.0.0.1"));
        }

        var (annaPort, bobPort) = (FreePort.Udp(), FreePort.Udp());
        WriteProfile(_anna.Path, annaPort, "anna", 440, TimeSpan.FromSeconds(4), $"answermode=manual;mediaenc={security}{parameters}");
        WriteProfile(_bob.Path, bobPort, "+821099998888", 1000, TimeSpan.FromSeconds(20), $"answermode=auto;mediaenc={security}{parameters}");

        // baresip takes TLS on the next port.
        var hop = transport == "tls" ? $"sip:127.0.0.1:{bobPort + 1};transport=tls" : $"sip:127.0.0.1:{bobPort}";
        await using var rig = await GatewayRig.StartAsync(
            _folder.Path,
            ("SipTls", "127.0.0.1:0"), ("Tls:Certificate", _folder["certificate.pem"]), ("Tls:TrustedRoots", _folder["roots.pem"]), ("Trunks:0:Srtp", "Require"),
            ("Trunks:1:Name", "out"), ("Trunks:1:Tenant", "t"), ("Trunks:1:Peers:0", "192.0.2.1"), ("Trunks:1:Hops:0", hop), ("Trunks:1:Srtp", "Require"), ("Trunks:1:OfferDtls", security == "dtls_srtp" ? "true" : "false"),
            ("Routes:1:Number", "*"), ("Routes:1:ToTrunk", "out"), ("Media:SharedPorts", sharedPorts));
        await using var bob = ChildProcess.Start(baresip, ["-4", "-f", _bob.Path], _bob.Path);
        await bob.WaitForLineAsync("baresip is ready");

        var gateway = transport == "tls" ? $"127.0.0.1:{rig.PortOf(SipProtocol.Tls)}" : rig.Sip.ToString();
        await using var anna = ChildProcess.Start(baresip, ["-4", "-f", _anna.Path, "-e", $"/dial sip:01099998888@{gateway}{parameters}", "-t", "15"], _anna.Path);

        await Eventually.True(() => rig.Published<CallEnded>().Count == 1, "the call to end", TimeSpan.FromSeconds(30));
        var (left, right) = rig.Recording(await rig.EndedCallAsync());
        Assert.InRange(ToneDetector.Find(left, 440)!.Value.Offset.TotalSeconds, 3, 6);
        Assert.NotNull(ToneDetector.Find(right, 1000));
        Assert.Null(ToneDetector.Find(left, 1000));
        Assert.Null(ToneDetector.Find(right, 440));
    }

    [Fact]
    public async Task Linphone_AnswersACall_EachIsHeardAndRecorded()
    {
        var linphone = Prerequisites.Require("lp-auto-answer");
        var port = FreePort.Udp();
        var music = _bob["music.wav"];
        using (var writer = new WavWriter(File.Create(music), 8000, 1))
        {
            writer.Write(Tone.Sine(1000, TimeSpan.FromSeconds(20)));
        }

        // Without a place for its database it does not answer.
        Directory.CreateDirectory(Path.Combine(_bob.Path, ".local", "share", "linphone"));
        await using var rig = await GatewayRig.BridgeToAsync(_folder.Path, new(System.Net.IPAddress.Loopback, port));
        await using var caller = await TestPhone.StartAsync();
        await using var bob = ChildProcess.Start(
            "env", [$"HOME={_bob.Path}", linphone, "--listening-uri", $"sip:127.0.0.1:{Text(port)}", "--media-file", music, "--max-call-duration", "60"], _bob.Path);

        // It refuses calls until it is up.
        SipSession? session = null;
        await Eventually.True(
            async () => (session = (await caller.DialAsync(rig.Sip, "01099998888", giveUp: TestContext.Current.CancellationToken)).Session) is not null,
            "linphone to answer", TimeSpan.FromSeconds(60));
        await caller.SendAsync(session!, Tone.Sine(440, TimeSpan.FromSeconds(3)));
        await session!.ByeAsync();

        var (left, right) = rig.Recording(await rig.EndedCallAsync());
        Assert.InRange((ToneDetector.Find(left, 440)!.Value.Offset - ToneDetector.Find(left, 440)!.Value.Onset).TotalSeconds, 2.5, 3.1);
        Assert.NotNull(ToneDetector.Find(right, 1000));
        Assert.Null(ToneDetector.Find(left, 1000));
        Assert.Null(ToneDetector.Find(right, 440));
        Assert.NotNull(ToneDetector.Find(caller.Rtp.Heard(), 1000));
    }

    public void Dispose()
    {
        _folder.Dispose();
        _anna.Dispose();
        _bob.Dispose();
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    /// <summary>A loopback-only profile whose microphone is a tone.</summary>
    private static void WriteProfile(string folder, int port, string user, double tone, TimeSpan length, string account)
    {
        var wav = Path.Combine(folder, "microphone.wav");
        using (var file = File.Create(wav))
        using (var writer = new WavWriter(file, 8000, 1))
        {
            writer.Write(Tone.Sine(tone, length));
        }

        File.WriteAllText(Path.Combine(folder, "config"), $"""
            poll_method epoll
            sip_listen 127.0.0.1:{port}
            audio_player aufile,{folder}/played.wav
            audio_source aufile,{wav}
            audio_alert aufile,{folder}/alert.wav
            ausrc_srate 8000
            auplay_srate 8000
            ausrc_channels 1
            auplay_channels 1
            audio_txmode poll
            rtp_ports 20000-29998
            module_path {ModulePath()}
            module g711.so
            module srtp.so
            module dtls_srtp.so
            module aufile.so
            module_tmp uuid.so
            module_tmp account.so
            module_app menu.so
            net_interface 127.0.0.1

            """);
        if (File.Exists(Path.Combine(folder, "certificate.pem")))
        {
            File.AppendAllText(Path.Combine(folder, "config"), $"sip_certificate {folder}/certificate.pem\n");
        }

        File.WriteAllText(Path.Combine(folder, "accounts"), $"<sip:{user}@127.0.0.1:{port}>;regint=0;audio_codecs=PCMU/8000/1;{account}\n");
        File.WriteAllText(Path.Combine(folder, "contacts"), "");
    }

    private static string ModulePath() => Directory.Exists("/usr/lib/baresip/modules")
        ? "/usr/lib/baresip/modules"
        : Directory.GetDirectories("/usr/lib", "baresip", SearchOption.AllDirectories).Select(f => Path.Combine(f, "modules")).First(Directory.Exists);
}
